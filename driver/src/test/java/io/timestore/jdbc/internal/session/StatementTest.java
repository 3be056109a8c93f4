package io.timestore.jdbc.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.jdbc.DriverStack;
import io.timestore.jdbc.Leaks;
import io.timestore.testkit.RunningStatement;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.sql.Timestamp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Statements and how their results are gone through. */
@ExtendWith(Leaks.class)
final class StatementTest {
  private static DriverStack stack;
  private Connection connection;

  @BeforeAll
  static void start() throws IOException {
    stack = new DriverStack();
    stack.fill("statements", 60, 100);
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

  private Statement scrolling() throws SQLException {
    return connection.createStatement(
        ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
  }

  @Test
  void aTextOfSeveralStatementsHasSeveralResults() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      boolean rows =
          statement.execute("SELECT 1; SET timestore.freshness = 'strict'; SELECT ';' -- ;\n;");
      assertThat(rows).isTrue();
      ResultSet first = statement.getResultSet();
      assertThat(first.next()).isTrue();
      assertThat(statement.getMoreResults(Statement.KEEP_CURRENT_RESULT)).isFalse();
      assertThat(statement.getUpdateCount()).isZero();
      assertThat(statement.getMoreResults()).isTrue();
      assertThat(statement.getResultSet().next()).isTrue();
      assertThat(statement.getResultSet().getString(1)).isEqualTo(";");
      assertThat(first.getInt(1)).isEqualTo(1);
      assertThat(statement.getMoreResults(Statement.CLOSE_ALL_RESULTS)).isFalse();
      assertThat(statement.getUpdateCount()).isEqualTo(-1);
      assertThat(first.isClosed()).isTrue();
    }
  }

  @Test
  void rowsWhereACountIsWantedAndTheOtherWayRound() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.executeUpdate("SELECT 1"))
          .hasMessageContaining("executeQuery");
      assertThatThrownBy(() -> statement.executeQuery("RESET ALL"))
          .hasMessageContaining("executeUpdate");
      assertThat(statement.getGeneratedKeys().next()).isFalse();
      assertThatThrownBy(() -> statement.executeUpdate("UPDATE statements SET n = 1"))
          .isInstanceOf(SQLFeatureNotSupportedException.class)
          .hasMessageContaining("UPDATE")
          .hasMessageContaining("INSERT a row that corrects");
    }
  }

  @Test
  void scrollableRowsGoAnywhere() throws SQLException {
    try (Statement statement = scrolling();
        ResultSet rows = statement.executeQuery("SELECT n FROM statements ORDER BY n")) {
      assertThat(rows.isBeforeFirst()).isTrue();
      assertThat(rows.last()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(100);
      assertThat(rows.getRow()).isEqualTo(100);
      assertThat(rows.isLast()).isTrue();
      assertThat(rows.next()).isFalse();
      assertThat(rows.isAfterLast()).isTrue();
      assertThat(rows.previous()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(100);
      assertThat(rows.absolute(7)).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(7);
      assertThat(rows.absolute(-2)).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(99);
      assertThat(rows.relative(-98)).isTrue();
      assertThat(rows.isFirst()).isTrue();
      assertThat(rows.previous()).isFalse();
      assertThat(rows.isBeforeFirst()).isTrue();
      assertThat(rows.absolute(101)).isFalse();
      assertThat(rows.isAfterLast()).isTrue();
      rows.beforeFirst();
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(1);
      assertThatThrownBy(() -> rows.updateInt(1, 2))
          .isInstanceOf(SQLFeatureNotSupportedException.class);
    }
  }

  @Test
  void forwardOnlyRowsTellWhereTheyAre() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT n FROM statements ORDER BY n LIMIT 2")) {
      assertThat(rows.isBeforeFirst()).isTrue();
      rows.next();
      assertThat(rows.isFirst()).isTrue();
      assertThat(rows.isLast()).isFalse();
      rows.next();
      assertThat(rows.isLast()).isTrue();
      assertThat(rows.getInt("N")).isEqualTo(2);
      assertThat(rows.next()).isFalse();
      assertThat(rows.isAfterLast()).isTrue();
      assertThatThrownBy(rows::first).hasMessageContaining("TYPE_SCROLL_INSENSITIVE");
    }
    try (Statement statement = connection.createStatement();
        ResultSet none = statement.executeQuery("SELECT n FROM statements WHERE n < 0")) {
      assertThat(none.isBeforeFirst()).isFalse();
      assertThat(none.isLast()).isFalse();
      assertThat(none.next()).isFalse();
      assertThat(none.isAfterLast()).isFalse();
    }
  }

  @Test
  void aScrollableResultIsBoundedByMemory() throws SQLException {
    try (Connection small = DriverManager.getConnection(stack.url() + "?scrollBufferMb=1");
        Statement statement =
            small.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)) {
      String large =
          "SELECT a.n, b.name FROM statements a, statements b, statements c WHERE c.n < 100";
      assertThatThrownBy(() -> statement.executeQuery(large).last())
          .hasMessageContaining("scrollBufferMb=1")
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("54000");
    }
  }

  @Test
  void aBatchOfStatementsIsBoundedByMemory() throws SQLException {
    String insert =
        "INSERT INTO statements (time, name) VALUES (TIMESTAMP '2001-01-01 00:00:00', '%s')"
            .formatted("x".repeat(1_000));
    try (Connection small = DriverManager.getConnection(stack.url() + "?batchBufferMb=1");
        Statement statement = small.createStatement()) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1_000; i++) {
                  statement.addBatch(insert);
                }
              })
          .hasMessageContaining("batchBufferMb=1")
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("54000");
      statement.clearBatch();
      statement.addBatch(insert);
    }
  }

  @Test
  void aBatchOfRowsIsBoundedByMemory() throws SQLException {
    try (Connection small = DriverManager.getConnection(stack.url() + "?batchBufferMb=1");
        PreparedStatement insert =
            small.prepareStatement("INSERT INTO statements (time, name) VALUES (?, ?)")) {
      insert.setTimestamp(1, Timestamp.valueOf("2001-01-01 00:00:00"));
      insert.setString(2, "x".repeat(1_000));
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 10_000; i++) {
                  insert.addBatch();
                }
              })
          .hasMessageContaining("batchBufferMb=1")
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("54000");
    }
  }

  @Test
  void aStatementClosesWithItsLastResult() throws SQLException {
    Statement statement = connection.createStatement();
    statement.closeOnCompletion();
    ResultSet rows = statement.executeQuery("SELECT 1");
    rows.close();
    assertThat(statement.isClosed()).isTrue();
    assertThat(((TimestoreConnection) connection).openStatements()).isZero();
  }

  @Test
  void limitsOfRowsAndFields() throws SQLException {
    try (Statement statement = scrolling()) {
      statement.setMaxRows(3);
      statement.setMaxFieldSize(4);
      ResultSet rows = statement.executeQuery("SELECT name FROM statements WHERE n > 3 ORDER BY n");
      rows.next();
      assertThat(rows.getString(1)).isEqualTo("näme");
      rows.last();
      assertThat(rows.getRow()).isEqualTo(3);
    }
  }

  @Test
  void abortEndsWhatRunsAndCloses() throws Exception {
    Statement statement = connection.createStatement();
    RunningStatement running = RunningStatement.of(statement, RunningStatement.slow("statements"));
    running.until(stack::runsAStatement);
    connection.abort(Runnable::run);
    assertThat(running.end().getSQLState()).isNotNull();
    assertThat(connection.isClosed()).isTrue();
    assertThat(connection.isValid(1)).isFalse();
  }

  @Test
  void theNetworkTimeoutBoundsStatements() throws SQLException {
    connection.setNetworkTimeout(Runnable::run, 1_000);
    try (Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.executeQuery(RunningStatement.slow("statements")).next())
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("57014");
    }
    assertThat(connection.isValid(5)).isTrue();
  }

  @Test
  void escapesAreTranslated() throws SQLException {
    assertThat(connection.nativeSQL("SELECT * FROM {oj a LEFT JOIN b ON a.x = b.x}"))
        .isEqualTo("SELECT * FROM     a LEFT JOIN b ON a.x = b.x ");
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT {fn UCASE('abc')}, {d '2001-02-03'}, {ts '2001-02-03 04:05:06'}"
                    + " FROM statements WHERE name LIKE 'n%' {escape '!'} {limit 1}")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).isEqualTo("ABC");
      assertThat(row.getString(2)).isEqualTo("2001-02-03");
      assertThat(row.getString(3)).startsWith("2001-02-03 04:05:06");
      assertThat(row.next()).isFalse();
    }
  }

  @Test
  void parametersInEveryPlace() throws SQLException {
    String sql = "SELECT n FROM statements WHERE n IN (?, ?) AND time > ? ORDER BY n LIMIT ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, 5);
      statement.setLong(2, 90);
      statement.setObject(3, java.time.OffsetDateTime.parse("2000-01-01T00:00:00+02:00"));
      assertThatThrownBy(statement::executeQuery).hasMessage("parameter 4 has no value");
      statement.setInt(4, 1);
      try (ResultSet rows = statement.executeQuery()) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt(1)).isEqualTo(5);
        assertThat(rows.next()).isFalse();
      }
      assertThat(statement.getParameterMetaData().getParameterCount()).isEqualTo(4);
      assertThatThrownBy(() -> statement.setInt(5, 1)).hasMessageContaining("no parameter 5");
      assertThatThrownBy(() -> statement.executeQuery("SELECT 1"))
          .hasMessageContaining("prepared with");
    }
  }

  @Test
  void positionsCountCharacters() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.executeQuery("SELECT n,\n nope FROM statements"))
          .hasMessageEndingWith("Position: 12");
      assertThatThrownBy(
              () -> statement.execute("SELECT 1; SELECT\n 2;\n  SELECT nope FROM statements"))
          .hasMessageContaining("line 3, column 10")
          .hasMessageEndingWith("Position: 31");
      assertThatThrownBy(() -> statement.execute("SELECT 1; SELECT 2 FRM 3"))
          .hasMessageContaining("line 1, column 24")
          .hasMessageEndingWith("Position: 24");
      assertThatThrownBy(
              () -> statement.execute("SELECT 1;\nINSERT INTO statements (n) VALUES (1 + 1)"))
          .hasMessageContaining("line 2, column 36")
          .hasMessageEndingWith("Position: 46");
    }
  }
}
