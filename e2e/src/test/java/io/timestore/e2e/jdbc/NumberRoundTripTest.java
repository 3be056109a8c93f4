package io.timestore.e2e.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers and booleans by their setters and getters, hot and cold, at their bounds. */
@NullUnmarked
final class NumberRoundTripTest {
  private static RoundTrip trip;

  @BeforeAll
  static void start() throws SQLException {
    trip = new RoundTrip("jdbc_numbers");
  }

  @AfterAll
  static void stop() throws SQLException {
    trip.close();
  }

  @Test
  void integers() throws Exception {
    trip.check(
        "integer",
        List.of(
            Long.MIN_VALUE,
            (long) Integer.MIN_VALUE,
            (long) Short.MIN_VALUE,
            (long) Byte.MIN_VALUE,
            -1L,
            0L,
            1L << 53,
            Long.MAX_VALUE),
        List.of(
            (s, v) -> s.setLong(2, v),
            (s, v) -> s.setObject(2, BigInteger.valueOf(v)),
            (s, v) -> s.setBigDecimal(2, new BigDecimal(v + ".00")),
            (s, v) -> s.setString(2, Long.toString(v)),
            (s, v) -> s.setCharacterStream(2, new StringReader(Long.toString(v))),
            (s, v) -> s.setObject(2, Long.toString(v), Types.BIGINT),
            (s, v) -> s.setObject(2, v, JDBCType.BIGINT),
            NumberRoundTripTest::setNarrow),
        NumberRoundTripTest::checkInteger);
  }

  /** By the narrowest setter that takes it. */
  private static void setNarrow(PreparedStatement statement, Long v) throws SQLException {
    if (v == (byte) (long) v) {
      statement.setByte(2, (byte) (long) v);
    } else if (v == (short) (long) v) {
      statement.setShort(2, (short) (long) v);
    } else if (v == (int) (long) v) {
      statement.setInt(2, (int) (long) v);
    } else {
      statement.setLong(2, v);
    }
  }

  private static void checkInteger(ResultSet row, Long v) throws SQLException {
    assertThat(row.getObject(2)).isEqualTo(v);
    assertThat(row.getLong(2)).isEqualTo(v);
    assertThat(row.getObject(2, Long.class)).isEqualTo(v);
    assertThat(row.getString(2)).isEqualTo(Long.toString(v));
    assertThat(row.getBigDecimal(2)).isEqualByComparingTo(BigDecimal.valueOf(v));
    assertThat(row.getObject(2, BigInteger.class)).isEqualTo(BigInteger.valueOf(v));
    assertThat(row.getBoolean(2)).isEqualTo(v != 0);
    assertThat(row.getDouble(2)).isEqualTo((double) v);
    assertThat(row.getFloat(2)).isEqualTo((float) v);
    if (v == (int) (long) v) {
      assertThat(row.getInt(2)).isEqualTo((int) (long) v);
      assertThat(row.getObject(2, Integer.class)).isEqualTo((int) (long) v);
    } else {
      assertThatThrownBy(() -> row.getInt(2)).isInstanceOf(SQLDataException.class);
    }
    if (v == (short) (long) v) {
      assertThat(row.getShort(2)).isEqualTo((short) (long) v);
    } else {
      assertThatThrownBy(() -> row.getShort(2)).hasMessageContaining("out of the range");
    }
    if (v == (byte) (long) v) {
      assertThat(row.getByte(2)).isEqualTo((byte) (long) v);
    } else {
      assertThatThrownBy(() -> row.getByte(2)).hasMessageContaining("out of the range");
    }
  }

  @Test
  void doubles() throws Exception {
    trip.check(
        "double",
        List.of(
            -Double.MAX_VALUE,
            -0.0,
            Double.MIN_VALUE,
            1.1,
            1e15,
            9_007_199_254_740_991.0,
            Double.MAX_VALUE,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY),
        List.of(
            (s, v) -> s.setDouble(2, v),
            (s, v) -> s.setObject(2, v),
            (s, v) -> s.setObject(2, v, JDBCType.DOUBLE),
            (s, v) -> s.setObject(2, Double.toString(v), Types.DOUBLE),
            (s, v) -> s.setString(2, Double.toString(v))),
        (row, v) -> {
          assertThat(row.getDouble(2)).isEqualTo(v);
          assertThat(row.getObject(2)).isEqualTo(v);
          assertThat(row.getObject(2, Double.class)).isEqualTo(v);
          assertThat(row.getFloat(2)).isEqualTo(Float.valueOf((float) (double) v));
          assertThat(row.getString(2)).isEqualTo(Double.toString(v));
          if (Double.isFinite(v)) {
            assertThat(row.getBigDecimal(2)).isEqualByComparingTo(new BigDecimal(v.toString()));
          } else {
            assertThatThrownBy(() -> row.getBigDecimal(2)).isInstanceOf(SQLDataException.class);
          }
          if (!(Math.abs(v) < 1e18)) {
            assertThatThrownBy(() -> row.getLong(2)).isInstanceOf(SQLDataException.class);
          } else {
            assertThat(row.getLong(2)).isEqualTo((long) (double) v);
          }
        });
  }

  @Test
  void floats() throws Exception {
    String dataset = trip.create("double");
    try (PreparedStatement insert =
            trip.connection()
                .prepareStatement(
                    "INSERT INTO "
                        + dataset
                        + " (v, id, timestamp) VALUES (?, 1000, '2001-01-01')");
        PreparedStatement select =
            trip.connection().prepareStatement("SELECT v FROM " + dataset + " ORDER BY v");
        Statement statement = trip.connection().createStatement()) {
      for (float v : new float[] {Float.NEGATIVE_INFINITY, -1.5f, Float.MIN_VALUE, Float.NaN}) {
        insert.setFloat(1, v);
        insert.addBatch();
      }
      insert.executeBatch();
      statement.executeUpdate(
          "INSERT INTO "
              + dataset
              + " (v, id, timestamp) VALUES"
              + " (CAST('Infinity' AS DOUBLE), 1000, '2001-01-01'), (1e3, 1000, '2001-01-01')");
      try (ResultSet row = select.executeQuery()) {
        for (float v :
            new float[] {
              Float.NEGATIVE_INFINITY,
              -1.5f,
              Float.MIN_VALUE,
              1e3f,
              Float.POSITIVE_INFINITY,
              Float.NaN
            }) {
          assertThat(row.next()).isTrue();
          assertThat(row.getFloat(1)).isEqualTo(Float.valueOf(v));
        }
        assertThat(row.next()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "double, 9007199254740993, hold it exactly",
    "double, 1e400, out of range",
    "double, -1e-400, out of range",
    "double, one, not a number",
    "integer, 1.5, no whole number",
    "integer, 1e1000000000, out of range",
    "integer, 9223372036854775808, no whole number of 64 bits",
    "integer, NaN, not a decimal",
    "'decimal(9,2)', 12345678, before",
    "'decimal(9,2)', 1.001, after the point",
    "'decimal(9,2)', 1e1000000000, before",
  })
  void whatDoesNotFitIsRefused(String type, String value, String why) throws Exception {
    String dataset = trip.create(type);
    try (PreparedStatement insert =
        trip.connection()
            .prepareStatement(
                "INSERT INTO " + dataset + " (id, v, timestamp) VALUES (-1, ?, '2001-01-01')")) {
      insert.setString(1, value);
      assertThatThrownBy(insert::addBatch)
          .isInstanceOf(SQLDataException.class)
          .hasMessageContaining(value)
          .hasMessageContaining(why);
      assertThat(insert.executeBatch()).isEmpty();
    }
  }

  @Test
  void decimals() throws Exception {
    for (String type :
        List.of("decimal(9,9)", "decimal(18,0)", "decimal(38,10)", "decimal(76,38)")) {
      String[] digits = type.replaceAll("[^0-9,]", "").split(",", -1);
      int scale = Integer.parseInt(digits[1]);
      BigDecimal nines =
          new BigDecimal(BigInteger.TEN.pow(Integer.parseInt(digits[0])).subtract(BigInteger.ONE))
              .movePointLeft(scale)
              .setScale(scale);
      trip.check(
          type,
          List.of(
              nines.negate(),
              BigDecimal.ZERO.setScale(scale),
              BigDecimal.ONE.movePointLeft(scale).setScale(scale),
              nines),
          List.of(
              (s, v) -> s.setBigDecimal(2, v),
              (s, v) -> s.setObject(2, v),
              (s, v) -> s.setObject(2, v.toPlainString(), Types.DECIMAL, scale),
              (s, v) -> s.setString(2, v.toPlainString())),
          (row, v) -> {
            assertThat(row.getBigDecimal(2)).isEqualTo(v);
            assertThat(row.getObject(2)).isEqualTo(v);
            assertThat(row.getString(2)).isEqualTo(v.toPlainString());
            assertThat(row.getDouble(2)).isEqualTo(v.doubleValue());
            assertThat(row.getFloat(2)).isEqualTo((float) v.doubleValue());
            assertThat(row.getBoolean(2)).isEqualTo(v.doubleValue() != 0);
            assertThat(row.getObject(2, BigInteger.class)).isEqualTo(v.toBigInteger());
            if (v.toBigInteger().bitLength() < Long.SIZE) {
              assertThat(row.getLong(2)).isEqualTo(v.longValue());
            } else {
              assertThatThrownBy(() -> row.getLong(2)).isInstanceOf(SQLDataException.class);
            }
          });
    }
  }

  @Test
  void booleans() throws Exception {
    trip.check(
        "boolean",
        List.of(true, false),
        List.of(
            (s, v) -> s.setBoolean(2, v),
            (s, v) -> s.setObject(2, v),
            (s, v) -> s.setObject(2, v, Types.BIT),
            (s, v) -> s.setInt(2, v ? 1 : 0),
            (s, v) -> s.setString(2, Boolean.toString(v))),
        (row, v) -> {
          assertThat(row.getBoolean(2)).isEqualTo(v);
          assertThat(row.getObject(2)).isEqualTo(v);
          assertThat(row.getObject(2, Boolean.class)).isEqualTo(v);
          assertThat(row.getInt(2)).isEqualTo(v ? 1 : 0);
          assertThat(row.getByte(2)).isEqualTo((byte) (v ? 1 : 0));
          assertThat(row.getDouble(2)).isEqualTo(v ? 1 : 0);
          assertThat(row.getBigDecimal(2)).isEqualTo(v ? BigDecimal.ONE : BigDecimal.ZERO);
          assertThat(row.getString(2)).isEqualTo(Boolean.toString(v));
        });
  }
}
