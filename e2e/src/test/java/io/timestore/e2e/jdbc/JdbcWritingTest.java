package io.timestore.e2e.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.jdbc.IngestAcknowledgement;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** INSERT through the driver: acknowledged rows are in the next answer, exactly once. */
@NullUnmarked
final class JdbcWritingTest {
  private static final String FIELDS =
      "{\"name\":\"timestamp\",\"type\":\"timestamp\"},{\"name\":\"id\",\"type\":\"integer\"},"
          + "{\"name\":\"note\",\"type\":\"string\"},{\"name\":\"x\",\"type\":\"double\"}";
  private static DaemonForJdbc daemon;
  private static Connection sql;

  @BeforeAll
  static void start() throws Exception {
    daemon = new DaemonForJdbc("jdbc_writing");
    for (String dataset : new String[] {"w_one", "w_batch", "w_tx", "w_bad", "w_rate"}) {
      daemon.create(dataset, FIELDS);
    }
    sql = daemon.connect();
  }

  @AfterAll
  static void stop() throws SQLException {
    sql.close();
    daemon.close();
  }

  private static long count(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void insertedRowsAreInTheNextAnswer() throws SQLException {
    try (Statement statement = sql.createStatement()) {
      int rows =
          statement.executeUpdate(
              "INSERT INTO w_one (timestamp, ID, note, x) VALUES"
                  + " (TIMESTAMP '2001-02-03 04:05:06.789', 1, 'it''s', -1.5),"
                  + " ('2001-02-03 04:05:07', 2, NULL, DEFAULT)");
      assertThat(rows).isEqualTo(2);
      assertThat(statement.getUpdateCount()).isEqualTo(2);
      IngestAcknowledgement written = statement.unwrap(IngestAcknowledgement.class);
      assertThat(written.rows()).isEqualTo(2);
      try (ResultSet row = statement.executeQuery("SELECT * FROM w_one ORDER BY id")) {
        assertThat(row.next()).isTrue();
        assertThat(row.getObject(1, LocalDateTime.class))
            .isEqualTo(LocalDateTime.parse("2001-02-03T04:05:06.789"));
        assertThat(row.getString("note")).isEqualTo("it's");
        assertThat(row.getDouble("x")).isEqualTo(-1.5);
        assertThat(row.next()).isTrue();
        assertThat(row.getString("note")).isNull();
        assertThat(row.next()).isFalse();
      }
      try (Connection other =
          DriverManager.getConnection(daemon.url() + "?minWatermark=" + written.minWatermark())) {
        assertThat(count(other, "w_one")).isEqualTo(2);
      }
    }
  }

  @Test
  void aBatchIsOneWrite() throws SQLException {
    try (PreparedStatement insert =
        sql.prepareStatement("INSERT INTO w_batch VALUES (?, ?, ?, ?)")) {
      assertThat(insert.getParameterMetaData().getParameterTypeName(1)).isEqualTo("TIMESTAMP");
      for (int i = 0; i < 1_000; i++) {
        insert.setTimestamp(1, Timestamp.valueOf("2001-01-01 00:00:00"));
        insert.setInt(2, i);
        insert.setString(3, "batch \"%d\"\n".formatted(i));
        insert.setNull(4, java.sql.Types.DOUBLE);
        insert.addBatch();
      }
      assertThat(insert.executeBatch()).hasSize(1_000).containsOnly(1);
      assertThat(count(sql, "w_batch")).isEqualTo(1_000);
      assertThat(insert.executeBatch()).isEmpty();
    }
    try (Statement batch = sql.createStatement()) {
      batch.addBatch("INSERT INTO w_batch (timestamp, id) VALUES ('2001-01-01', -1)");
      batch.addBatch(
          "INSERT INTO w_batch (timestamp, id) VALUES ('2001-01-02', -2), ('2001-01-02', -3)");
      assertThat(batch.executeBatch()).containsExactly(1, 2);
      assertThat(count(sql, "w_batch WHERE id < 0")).isEqualTo(3);
    }
  }

  @Test
  void aTransactionWritesAtCommit() throws SQLException {
    try (Connection writer = daemon.connect();
        Statement statement = writer.createStatement()) {
      writer.setAutoCommit(false);
      String insert = "INSERT INTO w_tx (timestamp, id) VALUES ('2001-01-01', %d)";
      statement.executeUpdate(insert.formatted(1));
      assertThat(count(sql, "w_tx")).isZero();
      Savepoint after = writer.setSavepoint("after one");
      statement.executeUpdate(insert.formatted(2));
      writer.rollback(after);
      statement.executeUpdate(insert.formatted(3));
      writer.commit();
      assertThat(count(sql, "w_tx WHERE id IN (1, 3)")).isEqualTo(2);
      assertThat(count(sql, "w_tx")).isEqualTo(2);
      statement.executeUpdate(insert.formatted(4));
      writer.rollback();
      statement.executeUpdate(insert.formatted(5));
    }
    assertThat(count(sql, "w_tx")).isEqualTo(2);
  }

  @Test
  void aBadRowLeavesNothing() throws SQLException {
    try (PreparedStatement insert =
        sql.prepareStatement("INSERT INTO w_bad (timestamp, id) VALUES (?, ?)")) {
      insert.setString(1, "2001-01-01T00:00:00Z");
      insert.setInt(2, 1);
      insert.addBatch();
      insert.setString(2, "many");
      assertThatThrownBy(insert::addBatch).hasMessageContaining("'many'");
      insert.clearBatch();
      insert.setObject(1, LocalDateTime.parse("2001-01-01T00:00:00.000000001"));
      insert.setInt(2, 1);
      assertThatThrownBy(insert::executeUpdate)
          .hasMessageContaining("column 'timestamp' of w_bad.records")
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("22018");
      insert.setNull(1, java.sql.Types.TIMESTAMP);
      insert.addBatch();
      assertThatThrownBy(insert::executeBatch)
          .isInstanceOf(BatchUpdateException.class)
          .hasMessageContaining("timestamp");
    }
    try (Statement statement = sql.createStatement()) {
      assertThatThrownBy(() -> statement.executeUpdate("INSERT INTO w_bad (nope) VALUES (1)"))
          .hasMessageContaining("no column 'nope'");
      assertThatThrownBy(() -> statement.executeUpdate("INSERT INTO nope VALUES (1)"))
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("42P01");
      assertThatThrownBy(() -> statement.executeUpdate("INSERT INTO w_bad SELECT * FROM w_one"))
          .hasMessageContaining("VALUES");
      sql.setReadOnly(true);
      assertThatThrownBy(
              () -> statement.executeUpdate("INSERT INTO w_bad (timestamp) VALUES ('2001-01-01')"))
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("25006");
    } finally {
      sql.setReadOnly(false);
    }
    assertThat(count(sql, "w_bad")).isZero();
  }

  @Test
  void writingFailsOverToAnotherDaemon() throws SQLException {
    String two = daemon.url().replace("//", "//127.0.0.1:1,");
    try (Connection writer = DriverManager.getConnection(two);
        Statement statement = writer.createStatement()) {
      long before = count(writer, "w_one WHERE id = 99");
      statement.executeUpdate("INSERT INTO w_one (timestamp, id) VALUES ('2001-01-01', 99)");
      assertThat(count(writer, "w_one WHERE id = 99")).isEqualTo(before + 1);
    }
  }

  /**
   * Many rows both ways are all there. With {@code -Dtimestore.rate-share=2} the rate through JDBC
   * must be half of that over HTTP, which a busy machine cannot promise.
   */
  @Test
  void manyRowsInBatchesAreAllThere() throws Exception {
    Long share = Long.getLong("timestore.rate-share");
    int rounds = share == null ? 1 : 3;
    long before = count(sql, "w_rate");
    double http = 0;
    double jdbc = 0;
    for (int round = 0; round < rounds; round++) {
      http = Math.max(http, overHttp());
      jdbc = Math.max(jdbc, overJdbc());
    }
    System.getLogger("rates")
        .log(System.Logger.Level.INFO, "rows/s: HTTP {0}, JDBC {1}", http, jdbc);
    assertThat(count(sql, "w_rate") - before).isEqualTo(2L * rounds * BATCH * BATCHES);
    if (share != null) {
      assertThat(jdbc).as("rows/s through JDBC; over HTTP %.0f", http).isGreaterThan(http / share);
    }
  }

  private static final int BATCH = 10_000;
  private static final int BATCHES = 10;

  private static double overHttp() throws Exception {
    long start = System.nanoTime();
    for (int batch = 0; batch < BATCHES; batch++) {
      StringBuilder body = new StringBuilder();
      for (int i = 0; i < BATCH; i++) {
        body.append("{\"timestamp\":\"2001-01-01T00:00:00Z\",\"id\":").append(i);
        body.append(",\"note\":\"note ").append(i).append("\",\"x\":1.5}\n");
      }
      assertThat(
              daemon
                  .post(
                      "/datasets/w_rate/tables/records/rows",
                      body.toString(),
                      "application/x-ndjson")
                  .statusCode())
          .isEqualTo(202);
    }
    return BATCH * BATCHES * 1e9 / (System.nanoTime() - start);
  }

  private static double overJdbc() throws SQLException {
    LocalDateTime time = LocalDateTime.parse("2001-01-01T00:00:00");
    long start = System.nanoTime();
    try (PreparedStatement insert =
        sql.prepareStatement("INSERT INTO w_rate (timestamp, id, note, x) VALUES (?, ?, ?, ?)")) {
      for (int batch = 0; batch < BATCHES; batch++) {
        for (int i : IntStream.range(0, BATCH).toArray()) {
          insert.setObject(1, time);
          insert.setInt(2, i);
          insert.setString(3, "note " + i);
          insert.setDouble(4, 1.5);
          insert.addBatch();
        }
        insert.executeBatch();
      }
    }
    return BATCH * BATCHES * 1e9 / (System.nanoTime() - start);
  }
}
