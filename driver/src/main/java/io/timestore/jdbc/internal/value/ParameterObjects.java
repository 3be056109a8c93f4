package io.timestore.jdbc.internal.value;

import io.timestore.jdbc.internal.error.SqlErrors;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns what callers set into the values that the engine takes. */
public final class ParameterObjects {
  private ParameterObjects() {}

  public static Object of(Object value) throws SQLException {
    if (value instanceof Boolean
        || value instanceof String
        || value instanceof Long
        || value instanceof Double
        || value instanceof BigDecimal
        || value instanceof UUID
        || value instanceof LocalDate
        || value instanceof LocalDateTime) {
      return value;
    }
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof Float number) {
      return number.doubleValue();
    }
    if (value instanceof BigInteger number) {
      return new BigDecimal(number);
    }
    if (value instanceof Character || value instanceof Enum<?> || value instanceof CharSequence) {
      return value.toString();
    }
    return ArrayParameters.isArray(value) ? ArrayParameters.of(value) : time(value);
  }

  private static Object time(Object value) throws SQLException {
    if (value instanceof Timestamp time) {
      return time.toLocalDateTime();
    }
    if (value instanceof Date day) {
      return day.toLocalDate();
    }
    if (value instanceof Instant instant) {
      return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
    if (value instanceof OffsetDateTime time) {
      return LocalDateTime.ofInstant(time.toInstant(), ZoneOffset.UTC);
    }
    if (value instanceof ZonedDateTime time) {
      return LocalDateTime.ofInstant(time.toInstant(), ZoneOffset.UTC);
    }
    if (value instanceof Time || value instanceof LocalTime || value instanceof OffsetTime) {
      throw noTimeOfDay();
    }
    if (value instanceof java.util.Date date) {
      return LocalDateTime.ofInstant(date.toInstant(), ZoneId.systemDefault());
    }
    if (value instanceof Calendar calendar) {
      return LocalDateTime.ofInstant(calendar.toInstant(), ZoneOffset.UTC);
    }
    throw SqlErrors.unsupported("PreparedStatement.setObject with a " + value.getClass().getName());
  }

  /** A value as the Java form of a type of {@link Types}. */
  public static Object of(Object value, int targetType) throws SQLException {
    ArrayParameters.check(value, targetType);
    Object natural = of(value);
    return switch (targetType) {
      case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.NVARCHAR, Types.NCHAR ->
          Values.toText(natural);
      case Types.DOUBLE, Types.FLOAT, Types.REAL -> Values.toDouble(natural);
      case Types.DECIMAL, Types.NUMERIC -> Values.toDecimal(natural);
      case Types.BIGINT, Types.INTEGER, Types.SMALLINT, Types.TINYINT ->
          Values.toLong(natural, Long.MIN_VALUE, Long.MAX_VALUE);
      case Types.BOOLEAN, Types.BIT -> Values.toBoolean(natural);
      case Types.DATE -> TimeValues.toLocalDate(natural);
      case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> TimeValues.toDateTime(natural);
      default -> natural;
    };
  }

  public static Object of(Object value, int targetType, int scale) throws SQLException {
    Object converted = of(value, targetType);
    return converted instanceof BigDecimal number && number.scale() > scale
        ? number.setScale(Math.max(0, scale), RoundingMode.HALF_UP)
        : converted;
  }

  /** The number in {@link Types} of a type. */
  public static int number(@Nullable SQLType type) throws SQLException {
    Integer number = type == null ? null : type.getVendorTypeNumber();
    if (number == null) {
      throw SqlErrors.badArgument("the target type is " + type + "; accepted is a JDBCType");
    }
    return number;
  }

  public static SQLException noTimeOfDay() {
    return SqlErrors.unsupported(
        "PreparedStatement.setTime, or setObject with a time of day, (there is no such type)");
  }

  public static LocalDateTime timestamp(Timestamp value, @Nullable Calendar calendar) {
    return calendar == null
        ? value.toLocalDateTime()
        : LocalDateTime.ofInstant(value.toInstant(), zone(calendar));
  }

  public static LocalDate date(Date value, @Nullable Calendar calendar) {
    return calendar == null
        ? value.toLocalDate()
        : LocalDate.ofInstant(Instant.ofEpochMilli(value.getTime()), zone(calendar));
  }

  private static ZoneId zone(Calendar calendar) {
    return calendar.getTimeZone().toZoneId();
  }
}
