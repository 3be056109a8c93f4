package io.timestore.jdbc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns what callers set into the values that the engine takes. */
final class ParameterObjects {
  private ParameterObjects() {}

  static Object of(Object value) throws SQLException {
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
    if (value instanceof Character || value instanceof Enum<?>) {
      return value.toString();
    }
    return time(value);
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
    if (value instanceof java.util.Date date && !(value instanceof java.sql.Time)) {
      return LocalDateTime.ofInstant(date.toInstant(), ZoneId.systemDefault());
    }
    throw SqlErrors.unsupported("PreparedStatement.setObject with a " + value.getClass().getName());
  }

  /** A value as the Java form of a type of {@link Types}. */
  static Object of(Object value, int targetType) throws SQLException {
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

  static LocalDateTime timestamp(Timestamp value, @Nullable Calendar calendar) {
    return calendar == null
        ? value.toLocalDateTime()
        : LocalDateTime.ofInstant(value.toInstant(), zone(calendar));
  }

  static LocalDate date(Date value, @Nullable Calendar calendar) {
    return calendar == null
        ? value.toLocalDate()
        : LocalDate.ofInstant(Instant.ofEpochMilli(value.getTime()), zone(calendar));
  }

  private static ZoneId zone(Calendar calendar) {
    return calendar.getTimeZone().toZoneId();
  }
}
