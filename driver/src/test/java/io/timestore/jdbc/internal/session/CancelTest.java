package io.timestore.jdbc.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.jdbc.DriverStack;
import io.timestore.jdbc.Leaks;
import io.timestore.testkit.RunningStatement;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Statements are ended by cancel and by their time-out, wherever they are. */
@ExtendWith(Leaks.class)
final class CancelTest {
  /** A busy machine gets more time than the 200 ms that a quiet one needs. */
  private static final long LIMIT_MILLIS = Long.getLong("timestore.cancel-limit-ms", 2_000);

  private static DriverStack stack;
  private Connection connection;

  @BeforeAll
  static void start() throws IOException {
    stack = new DriverStack();
    stack.fill("cancels", 60, 100);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @BeforeEach
  void connect() throws SQLException {
    connection = DriverManager.getConnection(stack.url());
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private static long millisSince(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  @Test
  void cancelEndsAStatementHereAndInClickHouseWithin200Milliseconds() throws Exception {
    try (Statement statement = connection.createStatement()) {
      RunningStatement running = RunningStatement.of(statement, RunningStatement.slow("cancels"));
      running.until(stack::runsAStatement);
      long start = System.nanoTime();
      statement.cancel();
      SQLException thrown = running.end();
      assertThat(millisSince(start)).isLessThan(LIMIT_MILLIS);
      while (stack.runsAStatement()) {
        assertThat(millisSince(start)).isLessThan(LIMIT_MILLIS);
      }
      assertThat(millisSince(start)).as("with the last look").isLessThan(2 * LIMIT_MILLIS);
      assertThat(thrown.getSQLState()).isEqualTo("57014");
      assertThat(statement.executeQuery("SELECT 1").next()).isTrue();
    }
  }

  @Test
  void closeFromAnotherThreadEndsTheStatementAtOnce() throws Exception {
    Statement statement = connection.createStatement();
    RunningStatement running = RunningStatement.of(statement, RunningStatement.slow("cancels"));
    running.until(stack::runsAStatement);
    endsWith(statement, running);
    assertThat(statement.isClosed()).isTrue();
    try (ResultSet row = connection.createStatement().executeQuery("SELECT 1")) {
      assertThat(row.next()).isTrue();
    }
  }

  @Test
  void closeOfTheConnectionEndsItsStatementsAtOnce() throws Exception {
    Statement statement = connection.createStatement();
    RunningStatement running = RunningStatement.of(statement, RunningStatement.slow("cancels"));
    running.until(stack::runsAStatement);
    endsWith(connection, running);
  }

  private static void endsWith(AutoCloseable closed, RunningStatement running) throws Exception {
    long start = System.nanoTime();
    closed.close();
    assertThat(running.end().getSQLState()).isEqualTo("57014");
    while (stack.runsAStatement()) {
      assertThat(millisSince(start)).isLessThan(LIMIT_MILLIS);
    }
    assertThat(millisSince(start)).as("with the last look").isLessThan(2 * LIMIT_MILLIS);
  }

  @Test
  void cancelEndsAnAnswerThatStreams() throws Exception {
    String large = "SELECT a.n, b.name FROM cancels a, cancels b, cancels c, cancels d, cancels e";
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(large)) {
      assertThat(rows.next()).isTrue();
      statement.cancel();
      assertThatThrownBy(
              () -> {
                while (rows.next()) {}
              })
          .isInstanceOf(SQLException.class)
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("57014");
    }
  }

  @Test
  void cancelEndsTheWaitForAWrite() throws Exception {
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("SELECT n FROM cancels").close();
      statement.execute("SET timestore.min_watermark = 'cancels.records=1000000'");
      statement.execute("SET timestore.fresh_timeout_ms = 60000");
      RunningStatement running = RunningStatement.of(statement, "SELECT n FROM cancels");
      running.until(() -> running.isIn("StatementControl", "pause"));
      long start = System.nanoTime();
      statement.cancel();
      assertThat(running.end().getSQLState()).isEqualTo("57014");
      assertThat(millisSince(start)).isLessThan(LIMIT_MILLIS);
    }
  }

  @Test
  void theWaitForAWriteIsPartOfTheTimeOut() throws Exception {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET timestore.min_watermark = 'cancels.records=1000000'");
      statement.execute("SET timestore.fresh_timeout_ms = 60000");
      statement.setQueryTimeout(1);
      long start = System.nanoTime();
      assertThatThrownBy(() -> statement.executeQuery("SELECT n FROM cancels"))
          .isInstanceOf(SQLTimeoutException.class)
          .hasMessageContaining("1000 ms");
      assertThat(millisSince(start)).isBetween(900L, 1_000 + LIMIT_MILLIS);
    }
  }
}
