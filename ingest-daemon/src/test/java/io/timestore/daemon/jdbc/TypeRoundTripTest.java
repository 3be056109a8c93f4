package io.timestore.daemon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every type by its setters into the hot buffer, and by its getters out of it and of ClickHouse.
 */
@NullUnmarked
final class TypeRoundTripTest {
  private static final Calendar UTC =
      Calendar.getInstance(TimeZone.getTimeZone("UTC"), Locale.ROOT);
  private static DaemonForJdbc daemon;
  private static Connection sql;

  @BeforeAll
  static void start() throws SQLException {
    daemon = new DaemonForJdbc("jdbc_types");
    sql = daemon.connect();
  }

  @AfterAll
  static void stop() throws SQLException {
    sql.close();
    daemon.close();
  }

  /** Sets parameter 2 to a value in one of the ways in which it can be set. */
  private interface Setter<T> {
    void set(PreparedStatement statement, T value) throws SQLException;
  }

  /** Checks column 2 of a row. */
  private interface Check<T> {
    void check(ResultSet row, T value) throws SQLException, IOException;
  }

  private static <T> void roundTrip(
      String type, List<T> values, List<Setter<T>> setters, Check<T> check) throws Exception {
    String dataset = "types_" + type.replaceAll("\\W", "_");
    daemon.create(
        dataset,
        "{\"name\":\"timestamp\",\"type\":\"timestamp\"},{\"name\":\"id\",\"type\":\"integer\"},"
            + "{\"name\":\"v\",\"type\":\"%s\"}".formatted(type));
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

  private static <T> void read(
      String dataset, String where, List<T> values, int setters, Check<T> check)
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
      assertThat(row.getObject(2)).isNull();
      assertThat(row.wasNull()).isTrue();
      assertThat(row.getLong(2) + row.getDouble(2)).isZero();
      assertThat(row.next()).isFalse();
    }
  }

  @Test
  void integers() throws Exception {
    roundTrip(
        "integer",
        List.of(Long.MIN_VALUE, -1L, 0L, 1L << 53, Long.MAX_VALUE),
        List.of(
            (s, v) -> s.setLong(2, v),
            (s, v) -> s.setObject(2, BigInteger.valueOf(v)),
            (s, v) -> s.setString(2, Long.toString(v)),
            (s, v) -> s.setObject(2, Long.toString(v), Types.BIGINT)),
        (row, v) -> {
          assertThat(row.getObject(2)).isEqualTo(v);
          assertThat(row.getLong(2)).isEqualTo(v);
          assertThat(row.getString(2)).isEqualTo(Long.toString(v));
          assertThat(row.getBigDecimal(2)).isEqualByComparingTo(BigDecimal.valueOf(v));
          assertThat(row.getObject(2, BigInteger.class)).isEqualTo(BigInteger.valueOf(v));
          assertThat(row.getBoolean(2)).isEqualTo(v != 0);
          if (v != (int) (long) v) {
            assertThatThrownBy(() -> row.getInt(2)).isInstanceOf(SQLDataException.class);
            assertThatThrownBy(() -> row.getByte(2)).hasMessageContaining("out of the range");
          }
        });
  }

  @Test
  void doubles() throws Exception {
    roundTrip(
        "double",
        List.of(-Double.MAX_VALUE, -0.0, Double.MIN_VALUE, 1.1, 1e15, Double.MAX_VALUE),
        List.of(
            (s, v) -> s.setDouble(2, v),
            (s, v) -> s.setObject(2, v, JDBCType.DOUBLE),
            (s, v) -> s.setString(2, Double.toString(v))),
        (row, v) -> {
          assertThat(row.getDouble(2)).isEqualTo(v);
          assertThat(row.getObject(2)).isEqualTo(v);
          assertThat(row.getString(2)).isEqualTo(Double.toString(v));
          if (Math.abs(v) > 1e300) {
            assertThatThrownBy(() -> row.getLong(2)).isInstanceOf(SQLDataException.class);
          }
        });
    try (PreparedStatement insert =
        sql.prepareStatement("INSERT INTO types_double (v, timestamp) VALUES (?, '2001-01-01')")) {
      for (double v : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
        insert.setDouble(1, v);
        assertThatThrownBy(insert::executeUpdate).hasMessageContaining("cannot be inserted");
      }
    }
  }

  @Test
  void decimals() throws Exception {
    String nines = "9".repeat(28) + "." + "9".repeat(10);
    roundTrip(
        "decimal(38,10)",
        List.of(
            new BigDecimal("-" + nines),
            new BigDecimal("0E-10"),
            new BigDecimal("0.0000000001"),
            new BigDecimal(nines)),
        List.of(
            (s, v) -> s.setBigDecimal(2, v),
            (s, v) -> s.setObject(2, v.toPlainString(), Types.DECIMAL, 10),
            (s, v) -> s.setString(2, v.toPlainString())),
        (row, v) -> {
          assertThat(row.getBigDecimal(2)).isEqualTo(v);
          assertThat(row.getObject(2)).isEqualTo(v);
          assertThat(row.getString(2)).isEqualTo(v.toPlainString());
          assertThat(row.getDouble(2)).isEqualTo(v.doubleValue());
        });
  }

  @Test
  void texts() throws Exception {
    List<String> values =
        List.of(
            "", " ", "näme 🚀 日本語", "quote ' \" \\ line\r\n tab\t", "NULL", "x".repeat(1 << 20));
    for (String type : List.of("string", "keyword")) {
      roundTrip(
          type,
          values,
          List.of(
              (s, v) -> s.setString(2, v),
              (s, v) -> s.setNString(2, v),
              (s, v) -> s.setCharacterStream(2, new StringReader(v)),
              (s, v) -> s.setBytes(2, v.getBytes(StandardCharsets.UTF_8))),
          (row, v) -> {
            assertThat(row.getString(2)).isEqualTo(v);
            assertThat(row.getObject(2)).isEqualTo(v);
            assertThat(row.getBytes(2)).isEqualTo(v.getBytes(StandardCharsets.UTF_8));
            try (Reader text = row.getCharacterStream(2)) {
              StringWriter read = new StringWriter();
              text.transferTo(read);
              assertThat(read.toString()).isEqualTo(v);
            }
          });
    }
  }

  @Test
  void booleansAndIds() throws Exception {
    roundTrip(
        "boolean",
        List.of(true, false),
        List.of(
            (s, v) -> s.setBoolean(2, v),
            (s, v) -> s.setInt(2, v ? 1 : 0),
            (s, v) -> s.setString(2, Boolean.toString(v))),
        (row, v) -> {
          assertThat(row.getBoolean(2)).isEqualTo(v);
          assertThat(row.getObject(2)).isEqualTo(v);
          assertThat(row.getInt(2)).isEqualTo(v ? 1 : 0);
          assertThat(row.getString(2)).isEqualTo(Boolean.toString(v));
        });
    roundTrip(
        "uuid",
        List.of(new UUID(0, 0), new UUID(-1, -1), UUID.nameUUIDFromBytes(new byte[] {1})),
        List.of((s, v) -> s.setObject(2, v), (s, v) -> s.setString(2, v.toString())),
        (row, v) -> {
          assertThat(row.getObject(2)).isEqualTo(v);
          assertThat(row.getObject(2, UUID.class)).isEqualTo(v);
          assertThat(row.getString(2)).isEqualTo(v.toString());
        });
    roundTrip(
        "json",
        List.of("{\"a\":[1,\"x\"]}", "[]", "\"text\""),
        List.of((s, v) -> s.setString(2, v), (s, v) -> s.setObject(2, v)),
        (row, v) -> assertThat(row.getString(2)).isEqualTo(v));
  }

  @Test
  void dates() throws Exception {
    roundTrip(
        "date",
        List.of(
            LocalDate.parse("1900-01-01"), LocalDate.parse("1969-12-31"),
            LocalDate.parse("2024-02-29"), LocalDate.parse("2299-12-31")),
        List.of(
            (s, v) -> s.setObject(2, v),
            (s, v) -> s.setDate(2, Date.valueOf(v)),
            (s, v) -> s.setString(2, v.toString())),
        (row, v) -> {
          assertThat(row.getObject(2, LocalDate.class)).isEqualTo(v);
          assertThat(row.getDate(2)).isEqualTo(Date.valueOf(v));
          assertThat(row.getString(2)).isEqualTo(v.toString());
          assertThat(row.getObject(2, LocalDateTime.class)).isEqualTo(v.atStartOfDay());
        });
  }

  @Test
  void timestamps() throws Exception {
    for (int digits : new int[] {3, 6, 9}) {
      String fraction = "999999999".substring(0, digits);
      roundTrip(
          "timestamp(" + digits + ")",
          List.of(
              LocalDateTime.parse("1900-01-01T00:00:00"),
              LocalDateTime.parse("1969-12-31T23:59:59." + fraction),
              LocalDateTime.parse("1970-01-01T00:00:00"),
              LocalDateTime.parse("2024-03-31T02:30:00." + fraction),
              LocalDateTime.parse("2024-10-27T02:30:00"),
              LocalDateTime.parse("2262-04-11T23:47:14." + fraction)),
          List.of(
              (s, v) -> s.setObject(2, v),
              (s, v) -> s.setTimestamp(2, Timestamp.from(v.toInstant(ZoneOffset.UTC)), UTC),
              (s, v) -> s.setObject(2, v.toInstant(ZoneOffset.UTC)),
              (s, v) -> s.setObject(2, v.atOffset(ZoneOffset.ofHours(0))),
              (s, v) -> s.setString(2, v.toString().replace('T', ' ')),
              (s, v) -> s.setString(2, v.atOffset(ZoneOffset.UTC).toString())),
          TypeRoundTripTest::checkTimestamp);
    }
  }

  private static void checkTimestamp(ResultSet row, LocalDateTime v) throws SQLException {
    Instant instant = v.toInstant(ZoneOffset.UTC);
    assertThat(row.getObject(2, LocalDateTime.class)).isEqualTo(v);
    assertThat(row.getObject(2, Instant.class)).isEqualTo(instant);
    assertThat(row.getObject(2, OffsetDateTime.class).toInstant()).isEqualTo(instant);
    assertThat(row.getObject(2, ZonedDateTime.class).toInstant()).isEqualTo(instant);
    assertThat(row.getObject(2, LocalDate.class)).isEqualTo(v.toLocalDate());
    assertThat(row.getObject(2, LocalTime.class)).isEqualTo(v.toLocalTime());
    assertThat(row.getTimestamp(2, UTC)).isEqualTo(Timestamp.from(instant));
    assertThat(row.getTimestamp(2)).isEqualTo(Timestamp.valueOf(v));
    assertThat(row.getString(2)).startsWith(v.toLocalDate() + " ");
  }
}
