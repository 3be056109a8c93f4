package io.timestore.embedded.chdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong reaches clickhouse-jdbc as an error, never as a short answer. */
@Timeout(120)
class JdbcFailureTest {
  private static final String ENDLESS =
      "SELECT count() FROM numbers(1000000000000) WHERE NOT ignore(cityHash64(number))";

  @Test
  void namesWhatIsUnknown() throws SQLException {
    try (Connection connection = SharedEngine.connect();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM no_such_table"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("no_such_table")
          .hasMessageContaining("Code: 60");
      assertThatThrownBy(() -> statement.executeQuery("SELECT FROM WHERE"))
          .hasMessageContaining("Code: 62");
      try (ResultSet rows = statement.executeQuery("SELECT 1")) {
        assertThat(rows.next()).isTrue();
      }
    }
  }

  @Test
  void anErrorInMidStreamIsNotAShortAnswer() throws SQLException {
    try (Connection connection = SharedEngine.connect();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(
              () -> {
                try (ResultSet rows =
                    statement.executeQuery(
                        "SELECT number, throwIf(number = 6000000) FROM numbers(100000000)")) {
                  while (rows.next()) {
                    rows.getLong(1);
                  }
                }
              })
          .isNotNull();
    }
  }

  @Test
  void cancelEndsTheStatementOnTheServer() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (Connection connection = SharedEngine.connect();
        Statement statement = connection.createStatement()) {
      Future<?> running =
          other.submit(
              () -> {
                try (ResultSet rows = statement.executeQuery("/* to cancel */ " + ENDLESS)) {
                  return rows.next();
                }
              });
      awaitRunning("to cancel", true);
      statement.cancel();
      assertThatThrownBy(() -> running.get(20, TimeUnit.SECONDS)).isNotNull();
      awaitRunning("to cancel", false);
    } finally {
      other.shutdownNow();
    }
  }

  /** The driver's own setQueryTimeout sends nothing and never fires, so the setting is used. */
  @Test
  void aTimeOutEndsTheStatement() throws Exception {
    Properties properties = new Properties();
    properties.setProperty("clickhouse_setting_max_execution_time", "1");
    try (Connection connection = DriverManager.getConnection(SharedEngine.jdbcUrl(), properties);
        Statement statement = connection.createStatement()) {
      long start = System.nanoTime();
      assertThatThrownBy(() -> statement.executeQuery("/* timed out */ " + ENDLESS))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("159");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
      awaitRunning("timed out", false);
    }
  }

  @Test
  void twoClientsWorkAtOnce() throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(2);
    try {
      SharedEngine.sql("CREATE TABLE shared (c Int32, n Int64) ENGINE = MergeTree ORDER BY n");
      List<Future<Long>> counts = new ArrayList<>();
      for (int client = 0; client < 2; client++) {
        int number = client;
        counts.add(clients.submit(() -> insertAndCount(number)));
      }
      for (Future<Long> count : counts) {
        assertThat(count.get(60, TimeUnit.SECONDS)).isEqualTo(2000);
      }
    } finally {
      clients.shutdownNow();
    }
  }

  private static long insertAndCount(int client) throws SQLException {
    try (Connection connection = SharedEngine.connect();
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < 20; i++) {
        statement.execute(
            "INSERT INTO shared SELECT %d, number FROM numbers(100)".formatted(client));
      }
      try (ResultSet rows =
          statement.executeQuery("SELECT count() FROM shared WHERE c = " + client)) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  /** Waits until the engine runs, or no longer runs, a statement with this text. */
  private static void awaitRunning(String text, boolean wanted) throws InterruptedException {
    String question =
        "SELECT count() FROM system.processes WHERE query LIKE '%"
            + text
            + "%' AND query NOT LIKE '%system.proc%'";
    for (int i = 0; i < 200; i++) {
      if (SharedEngine.sql(question).equals(wanted ? "1\n" : "0\n")) {
        return;
      }
      Thread.sleep(50);
    }
    assertThat(SharedEngine.sql("SELECT query FROM system.processes"))
        .as("statements that run")
        .isEqualTo(wanted ? text : "");
  }
}
