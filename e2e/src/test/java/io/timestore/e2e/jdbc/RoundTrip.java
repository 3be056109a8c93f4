package io.timestore.e2e.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

/**
 * Values of one type by each of several setters into the hot buffer, and by all getters out of it
 * and, once they are flushed, out of ClickHouse.
 */
final class RoundTrip implements AutoCloseable {
  private final DaemonForJdbc daemon;
  private final Connection sql;
  private int datasets;

  RoundTrip(String database) throws SQLException {
    daemon = new DaemonForJdbc(database);
    sql = daemon.connect();
  }

  /** Sets parameter 2 to a value in one of the ways in which it can be set. */
  interface Setter<T> {
    void set(PreparedStatement statement, T value) throws SQLException;
  }

  /** Checks column 2 of a row. */
  interface Check<T> {
    void check(ResultSet row, T value) throws SQLException, IOException;
  }

  Connection connection() {
    return sql;
  }

  /** Makes a dataset whose default table has the columns timestamp, id and v; answers its name. */
  String create(String type) throws IOException, InterruptedException {
    String dataset = "types_" + type.replaceAll("\\W", "_") + "_" + ++datasets;
    daemon.create(
        dataset,
        "{\"name\":\"timestamp\",\"type\":\"timestamp\"},{\"name\":\"id\",\"type\":\"integer\"},"
            + "{\"name\":\"v\",\"type\":\"%s\"}".formatted(type));
    return dataset;
  }

  <T> void check(String type, List<T> values, List<Setter<T>> setters, Check<T> check)
      throws Exception {
    String dataset = create(type);
    int id = 0;
    try (PreparedStatement insert =
        sql.prepareStatement(
            "INSERT INTO " + dataset + " (id, v, timestamp) VALUES (?, ?, '2001-01-01')")) {
      for (T value : values) {
        for (Setter<T> setter : setters) {
          insert.setInt(1, id++);
          setter.set(insert, value);
          insert.addBatch();
        }
      }
      insert.setInt(1, id);
      insert.setNull(2, Types.NULL);
      insert.addBatch();
      insert.executeBatch();
    }
    read(dataset, "hot", values, setters.size(), check);
    daemon.flush(dataset);
    read(dataset, "cold", values, setters.size(), check);
  }

  private <T> void read(String dataset, String where, List<T> values, int setters, Check<T> check)
      throws SQLException, IOException {
    try (PreparedStatement select =
            sql.prepareStatement("SELECT id, v FROM " + dataset + " ORDER BY id");
        ResultSet row = select.executeQuery()) {
      for (int i = 0; i < values.size() * setters; i++) {
        T value = values.get(i / setters);
        assertThat(row.next()).as("%s row %d of %s", where, i, dataset).isTrue();
        try {
          check.check(row, value);
        } catch (SQLException | AssertionError e) {
          throw new AssertionError(where + ", setter " + i % setters + ", value " + value, e);
        }
        assertThat(row.wasNull()).isFalse();
      }
      assertThat(row.next()).isTrue();
      checkNull(row);
      assertThat(row.next()).isFalse();
    }
  }

  private static void checkNull(ResultSet row) throws SQLException {
    assertThat(row.getObject(2)).isNull();
    assertThat(row.wasNull()).isTrue();
    assertThat(row.getLong(2) + row.getInt(2) + row.getDouble(2) + row.getFloat(2)).isZero();
    assertThat(row.getBoolean(2)).isFalse();
    assertThat(row.getString(2)).isNull();
    assertThat(row.getBytes(2)).isNull();
    assertThat(row.getBigDecimal(2)).isNull();
    assertThat(row.getTimestamp(2)).isNull();
    assertThat(row.getDate(2)).isNull();
    assertThat(row.getTime(2)).isNull();
    assertThat(row.getClob(2)).isNull();
    assertThat(row.getCharacterStream(2)).isNull();
    assertThat(row.getBinaryStream(2)).isNull();
    assertThat(row.getObject(2, String.class)).isNull();
  }

  @Override
  public void close() throws SQLException {
    sql.close();
    daemon.close();
  }
}
