package io.timestore.embedded.chdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The engine's process: what survives it, who may use it, and how it fails to start. */
@Timeout(120)
class EngineCrashTest {
  @TempDir Path folder;

  @Test
  void keepsWhatWasAcknowledgedBeforeKillMinusNine() throws Exception {
    int inserted = 0;
    int port;
    try (EngineProcess engine = EngineProcess.start(options(0));
        Connection connection = connect(engine, "");
        Statement statement = connection.createStatement()) {
      port = engine.port();
      statement.execute("CREATE TABLE kept (n Int64) ENGINE = MergeTree ORDER BY n");
      for (; inserted < 20; inserted++) {
        statement.execute("INSERT INTO kept VALUES (%d)".formatted(inserted));
      }
      engine.kill();
      assertThat(engine.isAlive()).isFalse();
    }
    try (EngineProcess engine = EngineProcess.start(options(port));
        Connection connection = connect(engine, "");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(), sum(n) FROM kept")) {
      assertThat(engine.port()).isEqualTo(port);
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(inserted);
      assertThat(rows.getInt(2)).isEqualTo(190);
      assertThatThrownBy(() -> EngineProcess.start(options(0)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("ended while it was starting")
          .hasMessageContaining("data directory");
    }
  }

  @Test
  void asksForThePassword() throws Exception {
    try (EngineProcess engine = EngineProcess.start(options(0).withPassword("geheim"))) {
      assertThat(firstValue(engine, "geheim")).isEqualTo(1);
      assertThatThrownBy(() -> firstValue(engine, "falsch"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("516");
      assertThat(engine.handle().info().commandLine().orElse("")).doesNotContain("geheim");
    }
  }

  @Test
  void saysHowToGetAMissingLibrary() throws IOException {
    EngineOptions options =
        new EngineOptions(
            folder.resolve("none"),
            0,
            folder.resolve("nothing.so"),
            folder.resolve("none.log"),
            null,
            null,
            Duration.ofSeconds(30));
    assertThatThrownBy(() -> EngineProcess.start(options))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("timestore engine fetch")
        .hasMessageContaining("nothing.so");
  }

  private EngineOptions options(int port) {
    return EngineOptions.of(folder.resolve("data"), port, folder.resolve("engine.log"));
  }

  private static int firstValue(EngineProcess engine, String password) throws SQLException {
    try (Connection connection = connect(engine, password);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT 1")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static Connection connect(EngineProcess engine, String password) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", "default");
    properties.setProperty("password", password);
    return DriverManager.getConnection(
        "jdbc:clickhouse://127.0.0.1:" + engine.port() + "/", properties);
  }
}
