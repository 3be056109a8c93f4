package io.timestore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The driver over real stores, found through DriverManager and the daemon's end point. */
final class DriverTest {
  private static DriverStack stack;

  @BeforeAll
  static void start() throws IOException {
    stack = new DriverStack();
    stack.fill("trips", 60, 100);
    stack.fill("my-data", 1, 2);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(stack.url());
  }

  @Test
  void hotAndColdRowsAreInOneAnswer() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT COUNT(*) AS n, SUM(n), AVG(n) FROM trips.records;")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getLong("N")).isEqualTo(100);
      assertThat(rows.getInt(2)).isEqualTo(5050);
      assertThat(rows.getDouble(3)).isEqualTo(50.5);
      assertThat(rows.next()).isFalse();
      Provenance provenance = statement.unwrap(Provenance.class);
      assertThat(provenance.strategy()).isEqualTo("merge-here");
      assertThat(provenance.hotRows()).isEqualTo(40);
      assertThat(provenance.tables().get(0).watermarks()).containsExactly(1L);
      assertThat(provenance.firstBlockTime()).isPositive();
    }
  }

  @Test
  void everyGetterReadsHotAndColdRows() throws SQLException {
    try (Connection connection = connect();
        PreparedStatement statement =
            connection.prepareStatement("SELECT * FROM trips WHERE n = ?")) {
      for (int n : new int[] {1, 100}) {
        statement.setInt(1, n);
        try (ResultSet row = statement.executeQuery()) {
          assertThat(row.next()).isTrue();
          LocalDateTime time =
              LocalDateTime.parse("2001-01-01T00:00:00").plusNanos(n * 1_000_001_000L);
          assertThat(row.getObject("time", LocalDateTime.class)).isEqualTo(time);
          assertThat(row.getTimestamp("time")).isEqualTo(Timestamp.valueOf(time));
          assertThat(row.getObject(1)).isEqualTo(Timestamp.valueOf(time));
          assertThat(row.getObject(1, Instant.class))
              .isEqualTo(time.toInstant(java.time.ZoneOffset.UTC));
          assertThat(row.getObject("n")).isEqualTo((long) n);
          assertThat(row.getShort("n")).isEqualTo((short) n);
          assertThat(row.getString("x")).isEqualTo(Double.toString(n / 4.0));
          assertThat(row.getString("name")).isEqualTo("näme " + n);
          assertThat(row.getBigDecimal("price")).isEqualTo(BigDecimal.valueOf(n, 2));
          assertThat(row.getBoolean("ok")).isEqualTo(n % 2 == 1);
          assertThat(row.getObject("id")).isEqualTo(new UUID(n, n));
          assertThat(row.getObject("day", LocalDate.class)).isEqualTo(LocalDate.ofEpochDay(n));
          assertThatThrownBy(() -> row.getLong("name"))
              .isInstanceOf(SQLDataException.class)
              .hasMessageContaining("näme");
          assertThatThrownBy(() -> row.getString("nothing")).hasMessageContaining("nothing");
        }
      }
    }
  }

  @Test
  void nullsAreNulls() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT * FROM trips WHERE n IN (3, 99)")) {
      for (int i = 0; i < 2; i++) {
        assertThat(row.next()).isTrue();
        assertThat(row.getDouble("x")).isZero();
        assertThat(row.wasNull()).isTrue();
        assertThat(row.getString("name")).isNull();
        assertThat(row.getObject("day")).isNull();
        assertThat(row.getBoolean("ok")).isFalse();
        assertThat(row.getInt("n")).isIn(3, 99);
        assertThat(row.wasNull()).isFalse();
      }
    }
  }

  @Test
  void resultMetaDataHasStandardNames() throws SQLException {
    try (Connection connection = connect();
        PreparedStatement statement =
            connection.prepareStatement("SELECT *, n + 1 AS next FROM trips WHERE time > ?")) {
      ResultSetMetaData columns = statement.getMetaData();
      List<String> types = new ArrayList<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        types.add(columns.getColumnLabel(i) + " " + columns.getColumnTypeName(i));
      }
      assertThat(types)
          .containsExactly(
              "time TIMESTAMP",
              "n BIGINT",
              "x DOUBLE",
              "name VARCHAR",
              "price DECIMAL",
              "ok BOOLEAN",
              "id UUID",
              "day DATE",
              "next BIGINT");
      assertThat(columns.isNullable(1)).isEqualTo(ResultSetMetaData.columnNoNulls);
      assertThat(columns.getTableName(2)).isEqualTo("trips");
      assertThat(columns.getPrecision(5)).isEqualTo(10);
      assertThat(statement.getParameterMetaData().getParameterType(1)).isEqualTo(Types.TIMESTAMP);
    }
  }

  @Test
  void databaseMetaDataListsTablesAndColumns() throws SQLException {
    try (Connection connection = connect()) {
      DatabaseMetaData data = connection.getMetaData();
      assertThat(column(data.getSchemas(), "TABLE_SCHEM"))
          .contains("trips", "my-data", "timestore");
      assertThat(column(data.getTables(null, "trip_", "%", null), "TABLE_NAME"))
          .containsExactly("records");
      assertThat(column(data.getTables(null, "timestore", null, null), "TABLE_NAME"))
          .contains("trips", "my-data");
      assertThat(column(data.getColumns(null, "trips", "records", null), "COLUMN_NAME"))
          .containsExactly("time", "n", "x", "name", "price", "ok", "id", "day");
      assertThat(column(data.getPseudoColumns(null, "trips", null, null), "COLUMN_NAME"))
          .contains("_seq");
      assertThat(column(data.getTypeInfo(), "TYPE_NAME")).contains("TIMESTAMP", "UUID");
      assertThat(data.getPrimaryKeys(null, "trips", "records").next()).isFalse();
      assertThat(data.getURL()).isEqualTo(stack.url());
    }
  }

  private static List<String> column(ResultSet rows, String label) throws SQLException {
    List<String> values = new ArrayList<>();
    while (rows.next()) {
      values.add(rows.getString(label));
    }
    return values;
  }

  @Test
  void namesAndSchemas() throws SQLException {
    try (Connection connection = DriverManager.getConnection(stack.url() + "trips");
        Statement statement = connection.createStatement()) {
      assertThat(connection.getSchema()).isEqualTo("trips");
      for (String table :
          List.of("records", "trips", "TRIPS.Records", "timestore.trips", "\"trips\"")) {
        assertThat(count(statement, table)).as(table).isEqualTo(100);
      }
      for (String table : List.of("my_data", "`my-data`", "\"my-data\".records")) {
        assertThat(count(statement, table)).as(table).isEqualTo(2);
      }
    }
  }

  private static long count(Statement statement, String table) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Test
  void maxRowsAndReuse() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.setMaxRows(7);
      assertThat(column(statement.executeQuery("SELECT name FROM trips"), "name")).hasSize(7);
      statement.setMaxRows(0);
      ResultSet open = statement.executeQuery("SELECT name FROM trips");
      assertThat(column(statement.executeQuery("SELECT name FROM trips"), "name")).hasSize(100);
      assertThat(open.isClosed()).isTrue();
      assertThat(connection.isValid(5)).isTrue();
    }
  }

  @Test
  void errorsHaveStateAndPlace() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.executeQuery("SELECT nope\nFROM trips"))
          .isInstanceOf(SQLSyntaxErrorException.class)
          .hasMessageContaining("line 1, column 8")
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("42703");
      assertThatThrownBy(() -> statement.executeQuery("SELECT *\nFROM trips.nope"))
          .hasMessageContaining("line 2, column 6")
          .hasMessageContaining("trips.nope")
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("42P01");
      assertThatThrownBy(() -> statement.executeQuery("SELECT FROM trips"))
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("42601");
      assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM trips"))
          .isInstanceOf(SQLFeatureNotSupportedException.class);
      assertThatThrownBy(() -> statement.executeQuery("SELECT n / 0 FROM trips").next())
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("22012");
    }
  }

  @Test
  void aQueryThatTakesTooLongIsEnded() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      assertThatThrownBy(
              () ->
                  statement
                      .executeQuery(
                          "SELECT COUNT(*) FROM trips a, trips b, trips c, trips d, trips e, trips"
                              + " f")
                      .next())
          .isInstanceOf(java.sql.SQLTimeoutException.class);
    }
  }

  @Test
  void aDaemonThatIsNotThereIsNamed() {
    assertThatThrownBy(
            () -> DriverManager.getConnection("jdbc:timestore://127.0.0.1:1/?connectTimeoutMs=200"))
        .isInstanceOf(SQLTransientConnectionException.class)
        .hasMessageContaining("127.0.0.1:1")
        .hasMessageContaining("check host and port")
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("08001");
    assertThatThrownBy(() -> DriverManager.getConnection(stack.url() + "?passwort=x"))
        .hasMessageContaining("passwort");
  }

  @Test
  void aClosedConnectionRefuses() throws SQLException {
    Connection connection = connect();
    Statement statement = connection.createStatement();
    connection.close();
    assertThat(statement.isClosed()).isTrue();
    assertThatThrownBy(connection::createStatement)
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("08003");
  }
}
