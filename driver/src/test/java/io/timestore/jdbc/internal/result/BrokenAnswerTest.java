package io.timestore.jdbc.internal.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.embedded.EmbeddedStack;
import io.timestore.jdbc.DriverStack;
import io.timestore.jdbc.Leaks;
import io.timestore.testkit.TcpProxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An answer whose connection breaks is never taken for a whole one. */
@ExtendWith(Leaks.class)
final class BrokenAnswerTest {
  @Test
  void anAnswerThatBreaksOffIsRecoverable() throws Exception {
    String clickHouse = EmbeddedStack.shared().clickHouseUrl();
    try (DriverStack stack = new DriverStack();
        TcpProxy proxy = new TcpProxy(TcpProxy.portOf(clickHouse))) {
      stack.fill("broken", 60, 100);
      String url = stack.url() + "?clickhouseUrl=" + proxy.insteadOf(clickHouse);
      try (Connection connection = DriverManager.getConnection(url);
          Statement statement = connection.createStatement()) {
        proxy.cutAfter(4_000_000);
        String all =
            "SELECT MD5(CAST(a.n + 100 * b.n + 10000 * c.n AS VARCHAR))"
                + " FROM broken a, broken b, broken c WHERE c.n <= 20";
        try (ResultSet rows = statement.executeQuery(all)) {
          assertThat(rows.next()).isTrue();
          assertThatThrownBy(() -> readOn(rows))
              .isInstanceOf(SQLRecoverableException.class)
              .hasMessageContaining("ended early")
              .extracting(e -> ((SQLException) e).getSQLState())
              .isEqualTo("08006");
        }
        assertThat(proxy.roundTrips()).isPositive();
        proxy.heal();
        try (ResultSet rows = statement.executeQuery(all)) {
          assertThat(readOn(rows)).isEqualTo(200_000);
        }
      }
    }
  }

  private static int readOn(ResultSet rows) throws SQLException {
    int read = 0;
    while (rows.next()) {
      read++;
    }
    return read;
  }
}
