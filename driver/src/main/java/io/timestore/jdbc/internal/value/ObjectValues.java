package io.timestore.jdbc.internal.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.UUID;

/** Turns values into the objects that JDBC hands out. */
public final class ObjectValues {
  private ObjectValues() {}

  /** The class that {@code getObject} gives without being told one. */
  public static Object standard(Object value) {
    if (value instanceof LocalDateTime time) {
      return Timestamp.valueOf(time);
    }
    return value instanceof LocalDate day ? Date.valueOf(day) : value;
  }

  /** A value as an instance of a class. */
  public static <T> T as(Object value, Class<T> type) throws SQLException {
    Object converted = convert(value, type);
    if (!type.isInstance(converted)) {
      throw Values.refused(value, "a " + type.getName(), null);
    }
    return type.cast(converted);
  }

  private static Object convert(Object value, Class<?> type) throws SQLException {
    if (type == Object.class) {
      return standard(value);
    }
    if (type == String.class) {
      return Values.toText(value);
    }
    if (Number.class.isAssignableFrom(type)) {
      return number(value, type);
    }
    if (type == Boolean.class) {
      return Values.toBoolean(value);
    }
    if (type == UUID.class) {
      return Values.toUuid(value);
    }
    if (type == byte[].class) {
      return Values.toBytes(value);
    }
    if (type == Clob.class || type == NClob.class) {
      return new MemoryClob(Values.toText(value));
    }
    if (type == Blob.class) {
      return new MemoryBlob(Values.toBytes(value));
    }
    if (value instanceof ArrayValue array) {
      return array(array, type);
    }
    return time(value, type);
  }

  private static Object array(ArrayValue value, Class<?> type) throws SQLException {
    return type.isArray()
        ? ArrayValues.convert(value.elements(), type.getComponentType())
        : type.isInstance(value) ? value : ArrayValues.list(value);
  }

  private static Object number(Object value, Class<?> type) throws SQLException {
    if (type == Long.class) {
      return Values.toLong(value, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    if (type == Integer.class) {
      return (int) Values.toLong(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    if (type == Short.class) {
      return (short) Values.toLong(value, Short.MIN_VALUE, Short.MAX_VALUE);
    }
    if (type == Byte.class) {
      return (byte) Values.toLong(value, Byte.MIN_VALUE, Byte.MAX_VALUE);
    }
    if (type == Double.class) {
      return Values.toDouble(value);
    }
    if (type == Float.class) {
      return (float) Values.toDouble(value);
    }
    BigDecimal decimal = Values.toDecimal(value);
    return type == BigInteger.class ? decimal.toBigInteger() : decimal;
  }

  private static Object time(Object value, Class<?> type) throws SQLException {
    if (type == LocalDateTime.class) {
      return TimeValues.toDateTime(value);
    }
    if (type == LocalDate.class) {
      return TimeValues.toLocalDate(value);
    }
    if (type == LocalTime.class) {
      return TimeValues.toLocalTime(value);
    }
    if (type == Instant.class) {
      return TimeValues.toInstant(value);
    }
    if (type == OffsetDateTime.class) {
      return TimeValues.toDateTime(value).atOffset(ZoneOffset.UTC);
    }
    if (type == ZonedDateTime.class) {
      return TimeValues.toDateTime(value).atZone(ZoneOffset.UTC);
    }
    if (type == Timestamp.class || type == java.util.Date.class) {
      return TimeValues.toTimestamp(value, null);
    }
    if (type == Date.class) {
      return TimeValues.toDate(value, null);
    }
    return type == Time.class ? TimeValues.toTime(value, null) : value;
  }
}
