package io.timestore.jdbc.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.jdbc.DriverStack;
import io.timestore.jdbc.Leaks;
import io.timestore.jdbc.internal.url.SessionSettings;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** SET, RESET and SHOW, and what the settings do. */
@ExtendWith(Leaks.class)
final class SessionStatementTest {
  private static DriverStack stack;
  private Connection connection;
  private Statement statement;

  @BeforeAll
  static void start() throws IOException {
    stack = new DriverStack();
    stack.fill("session", 60, 100);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @BeforeEach
  void connect() throws SQLException {
    connection = DriverManager.getConnection(stack.url() + "?ApplicationName=tests");
    statement = connection.createStatement();
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private String one(String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    }
  }

  private String count() throws SQLException {
    return one("SELECT COUNT(*) FROM session");
  }

  @Test
  void quotingTellsNamesFromTexts() throws SQLException {
    String quoted =
        "SELECT `name` || \"it's \"\"it\"\"\" FROM `session` WHERE name IS NOT NULL AND 'a' = \"a\""
            + " LIMIT 1";
    try (Connection backticks = DriverManager.getConnection(stack.url() + "?quoting=backtick");
        PreparedStatement prepared = backticks.prepareStatement(quoted);
        ResultSet row = prepared.executeQuery()) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).endsWith("it's \"it\"");
      assertThat(backticks.getMetaData().getIdentifierQuoteString()).isEqualTo("`");
      assertThat(backticks.nativeSQL("SELECT \"a\"")).isEqualTo("SELECT 'a'");
    }
    assertThat(one("SELECT COUNT(\"n\") FROM `session`")).isEqualTo("100");
    assertThatThrownBy(() -> one("SELECT \"a\""))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("a");
    assertThatThrownBy(() -> DriverManager.getConnection(stack.url() + "?quoting=single"))
        .hasMessageContaining("double-quote");
  }

  @Test
  void freshnessChoosesTheRows() throws SQLException {
    assertThat(count()).isEqualTo("100");
    assertThat(statement.executeUpdate("SET timestore.freshness = 'hot-only'")).isZero();
    assertThat(count()).isEqualTo("40");
    assertThat(one("SHOW timestore.freshness")).isEqualTo("hot-only");
    assertThat(statement.execute("RESET timestore.freshness")).isFalse();
    assertThat(count()).isEqualTo("100");
  }

  @Test
  void aWriteThatDoesNotComeIsAnErrorOfItsOwn() throws SQLException {
    statement.execute("SET timestore.min_watermark = '2'");
    assertThat(count()).isEqualTo("100");
    statement.execute("SET timestore.fresh_timeout_ms = 30");
    statement.execute("SET timestore.min_watermark TO 'session.records=3'");
    assertThatThrownBy(this::count)
        .isInstanceOf(SQLTransientException.class)
        .hasMessageContaining("sequence 3 of session.records")
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("TS001");
    statement.execute("SET timestore.min_watermark = DEFAULT");
    assertThat(count()).isEqualTo("100");
  }

  @Test
  void asOfReadsThePast() throws SQLException {
    statement.execute("SET timestore.as_of = 'session.records=1'");
    assertThat(count()).isEqualTo("60");
    statement.execute("SET timestore.as_of = ''");
    assertThat(count()).isEqualTo("100");
    assertThatThrownBy(() -> statement.execute("SET timestore.as_of = 'nonsense'"))
        .hasMessageContaining("is not a watermark vector");
    assertThat(count()).isEqualTo("100");
  }

  @Test
  void provenanceComesAsAWarningWhenAskedFor() throws SQLException {
    count();
    assertThat((Throwable) statement.getWarnings()).isNull();
    statement.execute("SET timestore.provenance_warnings = true");
    count();
    assertThat((Throwable) statement.getWarnings())
        .hasMessageContaining("hot rows 40, session.records watermarks [1] last [2]");
    assertThat(statement.getWarnings().getSQLState()).isEqualTo("01TS1");
  }

  @Test
  void allSettingsAreShown() throws SQLException {
    try (ResultSet rows = statement.executeQuery("show all;")) {
      int settings = 0;
      while (rows.next()) {
        settings++;
        if (rows.getString("name").equals("timestore.application_name")) {
          assertThat(rows.getString("setting")).isEqualTo("tests");
        }
      }
      assertThat(settings).isEqualTo(SessionSettings.names().size());
    }
    assertThat(one("SHOW transaction_isolation")).isEqualTo("repeatable read");
  }

  @Test
  void whatIsNotUnderstoodIsRefused() {
    assertThatThrownBy(() -> statement.execute("SET timestore.freshnes = 'strict'"))
        .hasMessageContaining("did you mean 'timestore.freshness'?");
    assertThatThrownBy(() -> statement.execute("SET timestore.freshness = 'tepid'"))
        .hasMessageContaining("replica-only");
    assertThatThrownBy(() -> statement.execute("SHOW something"))
        .hasMessageContaining("unknown setting");
    assertThatThrownBy(() -> statement.execute("BEGIN"))
        .hasMessageContaining("setAutoCommit(false)");
    assertThatThrownBy(() -> statement.execute("SET x"))
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("42601");
  }

  @Test
  void theSchemaIsPartOfTheSession() throws SQLException {
    statement.execute("SET SCHEMA 'session'");
    assertThat(connection.getSchema()).isEqualTo("session");
    assertThat(one("SELECT COUNT(*) FROM records")).isEqualTo("100");
    statement.execute("USE timestore");
    assertThat(one("SHOW search_path")).isEqualTo("timestore");
  }

  @Test
  void clientInfoNamesTheApplication() throws SQLException {
    assertThat(connection.getClientInfo("ApplicationName")).isEqualTo("tests");
    connection.setClientInfo("ApplicationName", "others");
    assertThat(one("SHOW timestore.application_name")).isEqualTo("others");
    assertThat(((TimestoreConnection) connection).reading().comment()).isEqualTo("others");
    connection.setClientInfo("unknown", "x");
    assertThat((Throwable) connection.getWarnings()).hasMessageContaining("'unknown' was ignored");
  }
}
