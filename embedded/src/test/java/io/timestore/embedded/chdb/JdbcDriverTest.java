package io.timestore.embedded.chdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The unmodified clickhouse-jdbc driver works against the bridge. */
class JdbcDriverTest {

  @Test
  void readsEveryTypeAndNull() throws SQLException {
    String sql =
        """
        SELECT toInt64(-9007199254740993) AS i, 1.5 AS d, 'it''s ü' AS s,
          toDecimal64(12.345, 3) AS m, true AS b, toDate('2024-02-29') AS day,
          toDateTime64('2024-02-29 12:34:56.123456', 6, 'UTC') AS ts,
          toUUID('61f0c404-5cb3-11e7-907b-a6006ad3dba0') AS u, [1, 2] AS a,
          CAST(NULL AS Nullable(Int32)) AS n, CAST(NULL AS Nullable(String)) AS ns
        """;
    try (Connection connection = SharedEngine.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getLong("i")).isEqualTo(-9007199254740993L);
      assertThat(rows.getDouble("d")).isEqualTo(1.5);
      assertThat(rows.getString("s")).isEqualTo("it's ü");
      assertThat(rows.getBigDecimal("m")).isEqualByComparingTo(new BigDecimal("12.345"));
      assertThat(rows.getBoolean("b")).isTrue();
      assertThat(rows.getObject("day", LocalDate.class)).isEqualTo("2024-02-29");
      assertThat(rows.getObject("ts", LocalDateTime.class))
          .isEqualTo(LocalDateTime.parse("2024-02-29T12:34:56.123456"));
      assertThat(rows.getString("u")).isEqualTo("61f0c404-5cb3-11e7-907b-a6006ad3dba0");
      assertThat(rows.getInt("n")).isZero();
      assertThat(rows.wasNull()).isTrue();
      assertThat(rows.getString("ns")).isNull();
      assertThat(rows.next()).isFalse();
    }
  }

  @Test
  void preparedStatementsBatchesAndNullsRoundTrip() throws SQLException {
    try (Connection connection = SharedEngine.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE prepared (id Int64, name Nullable(String), at DateTime64(3))"
              + " ENGINE = MergeTree ORDER BY id");
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO prepared (id, name, at) VALUES (?, ?, ?)")) {
        for (int i = 0; i < 500; i++) {
          insert.setLong(1, i);
          insert.setString(2, i % 3 == 0 ? null : "name '" + i + "';");
          insert.setTimestamp(3, Timestamp.valueOf("2024-05-06 07:08:09.123"));
          insert.addBatch();
        }
        assertThat(insert.executeBatch()).hasSize(500);
      }
      try (PreparedStatement select =
          connection.prepareStatement("SELECT name, count() OVER () FROM prepared WHERE id = ?")) {
        select.setLong(1, 7);
        try (ResultSet rows = select.executeQuery()) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getString(1)).isEqualTo("name '7';");
        }
      }
      try (ResultSet rows =
          statement.executeQuery("SELECT count(), countIf(name IS NULL) FROM prepared")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getLong(1)).isEqualTo(500);
        assertThat(rows.getLong(2)).isEqualTo(167);
      }
    }
  }

  @Test
  void tellsMetadataOfResultsAndTables() throws SQLException {
    try (Connection connection = SharedEngine.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE described (a Int32, b Nullable(Float64)) ENGINE = Memory");
      try (ResultSet rows = statement.executeQuery("SELECT * FROM described")) {
        ResultSetMetaData columns = rows.getMetaData();
        assertThat(columns.getColumnCount()).isEqualTo(2);
        assertThat(columns.getColumnName(2)).isEqualTo("b");
        assertThat(columns.getColumnType(1)).isEqualTo(Types.INTEGER);
        assertThat(rows.next()).isFalse();
      }
      DatabaseMetaData metadata = connection.getMetaData();
      assertThat(metadata.getDatabaseProductVersion()).startsWith("26.7");
      List<String> names = new ArrayList<>();
      try (ResultSet columns = metadata.getColumns(null, "default", "described", null)) {
        while (columns.next()) {
          names.add(columns.getString("COLUMN_NAME"));
        }
      }
      assertThat(names).containsExactly("a", "b");
      try (ResultSet tables = metadata.getTables(null, "default", "described", null)) {
        assertThat(tables.next()).isTrue();
      }
    }
  }

  @Test
  void streamsAMillionRows() throws SQLException {
    try (Connection connection = SharedEngine.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT number FROM numbers(1000000)")) {
      long count = 0;
      long sum = 0;
      while (rows.next()) {
        count++;
        sum += rows.getLong(1);
      }
      assertThat(count).isEqualTo(1_000_000);
      assertThat(sum).isEqualTo(499_999_500_000L);
    }
  }
}
