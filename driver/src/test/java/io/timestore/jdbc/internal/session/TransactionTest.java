package io.timestore.jdbc.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.jdbc.DriverStack;
import io.timestore.jdbc.Leaks;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Without autoCommit a transaction reads one point of all tables until it ends. */
@ExtendWith(Leaks.class)
final class TransactionTest {
  private static DriverStack stack;
  private static int next = 1_000;

  @BeforeAll
  static void start() throws IOException {
    stack = new DriverStack();
    stack.fill("tx_one", 3, 5);
    stack.fill("tx_two", 3, 5);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(stack.url());
  }

  private static long count(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static void append(String dataset) {
    stack.append(dataset, next, next);
    next++;
  }

  @Test
  void everyStatementReadsWhereTheFirstOneDid() throws SQLException {
    try (Connection reader = connect()) {
      reader.setAutoCommit(false);
      long one = count(reader, "tx_one");
      long two = count(reader, "tx_two");
      append("tx_one");
      append("tx_two");
      assertThat(count(reader, "tx_one")).isEqualTo(one);
      assertThat(count(reader, "tx_two")).isEqualTo(two);
      reader.commit();
      assertThat(count(reader, "tx_one")).isEqualTo(one + 1);
      assertThat(count(reader, "tx_two")).isEqualTo(two + 1);
    }
  }

  @Test
  void aTableThatIsReadLaterIsReadAtTheStart() throws SQLException {
    try (Connection reader = connect()) {
      long two = count(reader, "tx_two");
      reader.setAutoCommit(false);
      count(reader, "tx_one");
      append("tx_two");
      assertThat(count(reader, "tx_two")).isEqualTo(two);
      reader.rollback();
      assertThat(count(reader, "tx_two")).isEqualTo(two + 1);
    }
  }

  @Test
  void withAutoCommitEveryStatementReadsAnew() throws SQLException {
    try (Connection reader = connect()) {
      long one = count(reader, "tx_one");
      append("tx_one");
      assertThat(count(reader, "tx_one")).isEqualTo(one + 1);
      assertThatThrownBy(reader::commit)
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("25P01");
    }
  }

  @Test
  void aProbeIsNoStatementOfATransaction() throws SQLException {
    try (Connection reader = connect()) {
      reader.setAutoCommit(false);
      long one = count(reader, "tx_one");
      reader.commit();
      assertThat(reader.isValid(5)).isTrue();
      reader.setReadOnly(true);
      append("tx_one");
      assertThat(count(reader, "tx_one")).isEqualTo(one + 1);
    }
  }

  @Test
  void allLevelsAreAcceptedAndTheOneInForceIsReported() throws SQLException {
    try (Connection reader = connect()) {
      for (int level : new int[] {1, 2, 4, 8}) {
        reader.setTransactionIsolation(level);
        assertThat(reader.getTransactionIsolation())
            .isEqualTo(Connection.TRANSACTION_REPEATABLE_READ);
      }
      assertThatThrownBy(() -> reader.setTransactionIsolation(3)).hasMessageContaining("level 3");
    }
  }

  @Test
  void savepointsBelongToTheirTransaction() throws SQLException {
    try (Connection reader = connect()) {
      assertThatThrownBy(reader::setSavepoint).hasMessageContaining("autoCommit");
      reader.setAutoCommit(false);
      Savepoint first = reader.setSavepoint();
      Savepoint named = reader.setSavepoint("named");
      assertThat(named.getSavepointName()).isEqualTo("named");
      assertThat(first.getSavepointId()).isPositive();
      reader.rollback(first);
      assertThatThrownBy(() -> reader.rollback(named))
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("3B001");
      reader.releaseSavepoint(first);
      assertThatThrownBy(() -> reader.rollback(first)).hasMessageContaining("savepoint");
      try (Statement statement = reader.createStatement()) {
        statement.execute("SAVEPOINT here");
        statement.execute("ROLLBACK TO SAVEPOINT here");
        statement.execute("RELEASE here");
        statement.execute("COMMIT");
      }
    }
  }

  @Test
  void commitClosesWhatIsNotHeldOverIt() throws SQLException {
    try (Connection reader = connect()) {
      reader.setAutoCommit(false);
      Statement held = reader.createStatement();
      Statement closing =
          reader.createStatement(
              ResultSet.TYPE_FORWARD_ONLY,
              ResultSet.CONCUR_READ_ONLY,
              ResultSet.CLOSE_CURSORS_AT_COMMIT);
      ResultSet heldRows = held.executeQuery("SELECT n FROM tx_one");
      ResultSet closingRows = closing.executeQuery("SELECT n FROM tx_one");
      reader.commit();
      assertThat(heldRows.next()).isTrue();
      assertThat(closingRows.isClosed()).isTrue();
      assertThat(closing.isClosed()).isFalse();
    }
  }

  @Test
  void readOnlyCannotChangeInATransaction() throws SQLException {
    try (Connection reader = connect()) {
      reader.setAutoCommit(false);
      count(reader, "tx_one");
      assertThatThrownBy(() -> reader.setReadOnly(true)).hasMessageContaining("transaction");
      reader.rollback();
      reader.setReadOnly(true);
      assertThat(reader.isReadOnly()).isTrue();
    }
  }
}
