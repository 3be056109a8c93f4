package io.timestore.jdbc.internal.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.embedded.EmbeddedStack;
import io.timestore.jdbc.DriverStack;
import io.timestore.jdbc.Leaks;
import io.timestore.testkit.TcpProxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What goes on when a part is away that the statement does not need. */
@ExtendWith(Leaks.class)
final class DaemonAwayTest {
  private static long one(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void connectionsGoOnWithoutADaemon() throws Exception {
    try (DriverStack stack = new DriverStack()) {
      stack.fill("away", 60, 100);
      String url = stack.url() + "?catalogMaxAgeMs=0&connectTimeoutMs=300";
      try (Connection connection = DriverManager.getConnection(url);
          Statement statement = connection.createStatement();
          PreparedStatement prepared =
              connection.prepareStatement("SELECT COUNT(*) FROM away WHERE n > ?")) {
        assertThat(one(statement, "SELECT COUNT(*) FROM away")).isEqualTo(100);
        stack.stopDaemon();
        stack.append("away", 101, 110);
        assertThat(one(statement, "SELECT COUNT(*) FROM away")).isEqualTo(110);
        assertThat(one(statement, "SELECT MAX(n) + 1 FROM away WHERE ok")).isEqualTo(110);
        prepared.setInt(1, 100);
        try (ResultSet row = prepared.executeQuery()) {
          assertThat(row.next()).isTrue();
          assertThat(row.getInt(1)).isEqualTo(10);
        }
        assertThat(connection.isValid(5)).isTrue();
        try (ResultSet columns = connection.getMetaData().getColumns(null, "away", "%", "%")) {
          assertThat(columns.next()).isTrue();
        }
        connection.setAutoCommit(false);
        assertThat(one(statement, "SELECT COUNT(*) FROM away")).isEqualTo(110);
        connection.rollback();
        connection.setAutoCommit(true);
        assertThatThrownBy(
                () -> statement.executeUpdate("INSERT INTO away (time) VALUES ('2001-01-01')"))
            .hasMessageContaining("queries go on without a daemon")
            .extracting(e -> ((SQLException) e).getSQLState())
            .isEqualTo("08001");
        assertThatThrownBy(() -> DriverManager.getConnection(url))
            .hasMessageContaining("127.0.0.1:" + stack.daemonPort())
            .extracting(e -> ((SQLException) e).getSQLState())
            .isEqualTo("08001");
        assertThat(one(statement, "SELECT COUNT(*) FROM away")).isEqualTo(110);
      }
      EmbeddedStack stores = EmbeddedStack.shared();
      String given =
          url
              + "&clickhouseUrl=%s&redisUri=%s&catalogUrl=%s&catalogUser=%s&catalogPassword=%s"
                  .formatted(
                      stores.clickHouseUrl(),
                      stores.redisUri(),
                      stores.catalogUrl(),
                      stores.catalogUser(),
                      stores.catalogPassword());
      try (Connection connection = DriverManager.getConnection(given);
          Statement statement = connection.createStatement()) {
        assertThat(one(statement, "SELECT COUNT(*) FROM away")).isEqualTo(110);
      }
    }
  }

  @Test
  void flushedRowsAreReadWithoutTheHotBuffer() throws Exception {
    String redis = EmbeddedStack.shared().redisUri();
    try (DriverStack stack = new DriverStack();
        TcpProxy proxy = new TcpProxy(TcpProxy.portOf(redis))) {
      stack.fill("cold_only", 60, 100);
      stack.publish("cold_only", 1);
      String url = stack.url() + "?redisUri=" + proxy.insteadOf(redis);
      try (Connection connection = DriverManager.getConnection(url);
          Statement statement = connection.createStatement()) {
        assertThat(one(statement, "SELECT COUNT(*) FROM cold_only")).isEqualTo(100);
        proxy.stop();
        assertThatThrownBy(() -> one(statement, "SELECT COUNT(*) FROM cold_only"))
            .extracting(e -> ((SQLException) e).getSQLState())
            .isEqualTo("08006");
        statement.execute("SET timestore.freshness = 'replica-only'");
        assertThat(one(statement, "SELECT COUNT(*) FROM cold_only")).isEqualTo(60);
        try (ResultSet tables = connection.getMetaData().getTables(null, "cold_only", "%", null)) {
          assertThat(tables.next()).isTrue();
        }
      }
      try (Connection connection = DriverManager.getConnection(url + "&freshness=replica-only");
          Statement statement = connection.createStatement()) {
        assertThat(one(statement, "SELECT COUNT(*) FROM cold_only")).isEqualTo(60);
      }
    }
  }
}
