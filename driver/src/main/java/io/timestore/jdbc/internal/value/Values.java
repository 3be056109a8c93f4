package io.timestore.jdbc.internal.value;

import io.timestore.jdbc.internal.error.SqlErrors;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns values into numbers, booleans, text and bytes. A number that does not fit is an error. */
public final class Values {
  private Values() {}

  public static boolean toBoolean(Object value) throws SQLException {
    if (value instanceof Boolean truth) {
      return truth;
    }
    if (value instanceof Number number) {
      return number.doubleValue() != 0;
    }
    return switch (value.toString().strip().toLowerCase(Locale.ROOT)) {
      case "true", "t", "1", "yes", "y", "on" -> true;
      case "false", "f", "0", "no", "n", "off" -> false;
      default -> throw refused(value, "a boolean", null);
    };
  }

  public static long toLong(Object value, long min, long max) throws SQLException {
    long number = toLong(value);
    if (number < min || number > max) {
      throw outOfRange(value, min, max);
    }
    return number;
  }

  public static long inRange(long number, long min, long max) throws SQLException {
    if (number < min || number > max) {
      throw outOfRange(number, min, max);
    }
    return number;
  }

  private static long toLong(Object value) throws SQLException {
    if (value instanceof Long || value instanceof Integer) {
      return ((Number) value).longValue();
    }
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      if (Double.isNaN(number) || Math.abs(number) >= 0x1p63) {
        throw outOfRange(value, Long.MIN_VALUE, Long.MAX_VALUE);
      }
      return (long) number;
    }
    BigInteger whole = toDecimal(value).setScale(0, RoundingMode.DOWN).toBigInteger();
    if (whole.bitLength() >= Long.SIZE) {
      throw outOfRange(value, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    return whole.longValue();
  }

  public static double toDouble(Object value) throws SQLException {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    try {
      return Double.parseDouble(value.toString().strip());
    } catch (NumberFormatException e) {
      throw refused(value, "a number", e);
    }
  }

  public static BigDecimal toDecimal(Object value) throws SQLException {
    if (value instanceof BigDecimal decimal) {
      return decimal;
    }
    if (value instanceof Boolean truth) {
      return truth ? BigDecimal.ONE : BigDecimal.ZERO;
    }
    try {
      return new BigDecimal(value.toString().strip());
    } catch (NumberFormatException e) {
      throw refused(value, "a decimal", e);
    }
  }

  public static String toText(Object value) {
    return value instanceof BigDecimal decimal
        ? decimal.toPlainString()
        : value instanceof LocalDateTime time ? TimeValues.text(time) : value.toString();
  }

  public static byte[] toBytes(Object value) {
    return toText(value).getBytes(StandardCharsets.UTF_8);
  }

  public static UUID toUuid(Object value) throws SQLException {
    try {
      return value instanceof UUID id ? id : UUID.fromString(value.toString().strip());
    } catch (IllegalArgumentException e) {
      throw refused(value, "a UUID", e);
    }
  }

  static SQLException refused(Object value, String wanted, @Nullable Throwable cause) {
    return SqlErrors.badValue(
        "the value '" + value + "' (" + value.getClass().getSimpleName() + ") is not " + wanted,
        cause);
  }

  private static SQLException outOfRange(Object value, long min, long max) {
    return SqlErrors.badValue(
        "the value " + value + " is out of the range " + min + " to " + max, null);
  }
}
