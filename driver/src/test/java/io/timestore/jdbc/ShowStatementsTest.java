package io.timestore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** SHOW, DESCRIBE and information_schema are statements like any other. */
@ExtendWith(Leaks.class)
final class ShowStatementsTest {
  private static DriverStack stack;
  private Connection connection;
  private Statement statement;

  @BeforeAll
  static void start() throws IOException {
    stack = new DriverStack();
    stack.fill("shown", 60, 100);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @BeforeEach
  void connect() throws SQLException {
    connection = DriverManager.getConnection(stack.url() + "shown?user=ann");
    statement = connection.createStatement();
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private List<String> column(int column, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      return column(column, rows);
    }
  }

  private static List<String> column(int column, ResultSet rows) throws SQLException {
    List<String> values = new ArrayList<>();
    while (rows.next()) {
      values.add(rows.getString(column));
    }
    return values;
  }

  @Test
  void theyAreAnsweredInAndOutOfATransaction() throws SQLException {
    for (boolean autoCommit : new boolean[] {true, false}) {
      connection.setAutoCommit(autoCommit);
      assertThat(column(2, "SHOW TABLES")).containsExactly("records");
      assertThat(column(1, "SHOW SCHEMAS LIKE 'sho%'")).containsExactly("shown");
      assertThat(column(1, "DESCRIBE records"))
          .containsExactly("time", "n", "x", "name", "price", "ok", "id", "day");
      assertThat(column(2, "SHOW CREATE TABLE shown.records").get(0))
          .startsWith("CREATE TABLE shown.records (");
      assertThat(
              column(
                  1,
                  "SELECT COUNT(*) FROM information_schema.columns c, records r WHERE"
                      + " c.table_schema = 'shown' AND c.column_name = 'n' AND r.n <= 7"))
          .containsExactly("7");
    }
    connection.rollback();
  }

  @Test
  void parametersAndSeveralStatementsWork() throws SQLException {
    try (PreparedStatement show = connection.prepareStatement("SHOW TABLES FROM shown LIKE ?")) {
      assertThat(show.getParameterMetaData().getParameterCount()).isEqualTo(1);
      assertThat(show.getMetaData().getColumnLabel(2)).isEqualTo("table_name");
      show.setString(1, "rec%");
      assertThat(column(2, show.executeQuery())).containsExactly("records");
      show.setString(1, "x%");
      assertThat(column(2, show.executeQuery())).isEmpty();
    }
    assertThat(statement.execute("SET timestore.freshness = 'strict'; SHOW COLUMNS FROM records"))
        .isFalse();
    assertThat(statement.getMoreResults()).isTrue();
    assertThat(column(1, statement.getResultSet())).hasSize(8);
    statement.setMaxRows(3);
    assertThat(column(1, "DESC records")).hasSize(3);
    assertThat(column(1, "SHOW search_path")).containsExactly("shown");
  }

  @Test
  void theyAgreeWithTheMetadata() throws SQLException {
    DatabaseMetaData metadata = connection.getMetaData();
    List<String> tables = new ArrayList<>();
    try (ResultSet rows = metadata.getTables(null, null, "%", null)) {
      while (rows.next()) {
        tables.add(rows.getString("TABLE_SCHEM") + "." + rows.getString("TABLE_NAME"));
      }
    }
    assertThat(
            column(
                1,
                "SELECT table_schema || '.' || table_name FROM information_schema.tables ORDER BY"
                    + " table_schema, table_name"))
        .isEqualTo(tables);
    List<String> columns = new ArrayList<>();
    try (ResultSet rows = metadata.getColumns(null, "shown", "records", "%")) {
      while (rows.next()) {
        columns.add(
            rows.getString("COLUMN_NAME")
                + rows.getInt("ORDINAL_POSITION")
                + rows.getString("IS_NULLABLE"));
      }
    }
    assertThat(
            column(
                1,
                "SELECT column_name || ordinal_position || is_nullable FROM"
                    + " information_schema.columns WHERE table_schema = 'shown' ORDER BY"
                    + " ordinal_position"))
        .isEqualTo(columns);
  }

  @Test
  void theSessionIsKnown() throws SQLException {
    assertThat(column(1, "SELECT current_user")).containsExactly("ann");
    assertThat(column(1, "SELECT session_user")).containsExactly("ann");
    assertThat(column(1, "SELECT current_schema()")).containsExactly("shown");
    assertThat(column(1, "SELECT pg_catalog.version()"))
        .containsExactly("timestore " + connection.getMetaData().getDatabaseProductVersion());
    statement.execute("USE timestore");
    assertThat(column(1, "SELECT current_schema")).containsExactly("timestore");
    try (Connection other = DriverManager.getConnection(stack.url() + "?user=bob");
        Statement asks = other.createStatement();
        ResultSet row = asks.executeQuery("SELECT current_user")) {
      assertThat(row.getMetaData().getColumnLabel(1)).isEqualTo("current_user");
      assertThat(column(1, row)).containsExactly("bob");
    }
  }

  @Test
  void mistakesHavePositionsInTheWholeText() {
    assertThatThrownBy(() -> statement.execute("SELECT 1;\nDESCRIBE shown.nothing"))
        .isInstanceOf(SQLSyntaxErrorException.class)
        .hasMessageContaining("line 2, column 10: table shown.nothing not found")
        .hasMessageContaining("Position: 20")
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("42P01");
    assertThatThrownBy(() -> statement.execute("SHOW TABLES UNDER shown"))
        .hasMessageContaining("Position: 13")
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("42601");
    assertThatThrownBy(
            () -> statement.execute("INSERT INTO information_schema.tables VALUES ('a')"))
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("42P01");
  }
}
