package io.timestore.jdbc.internal.result;

import io.timestore.jdbc.internal.error.SqlErrors;
import io.timestore.jdbc.internal.value.MemoryBlob;
import io.timestore.jdbc.internal.value.MemoryClob;
import io.timestore.jdbc.internal.value.NumberKind;
import io.timestore.jdbc.internal.value.ObjectValues;
import io.timestore.jdbc.internal.value.TimeValues;
import io.timestore.jdbc.internal.value.Values;
import io.timestore.jdbc.internal.value.WallClock;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads values by column number. NULL is null, or zero for primitives. */
abstract class ValueGetters extends LabelGetters {
  private final WallClock wallClock = new WallClock();

  /** The value of a column, counted from 1, of the current row; notes whether it is NULL. */
  abstract @Nullable Object read(int column) throws SQLException;

  /**
   * Goes to a column of the current row. If it holds numbers that can be had without making objects
   * of them, notes whether this one is NULL.
   */
  abstract NumberKind goTo(int column) throws SQLException;

  /** The value of a column of whole numbers or ticks that was gone to and is not NULL. */
  abstract long whole(int column) throws SQLException;

  /** How many ticks of that column are a second. */
  abstract long ticksPerSecond(int column);

  /** The value of a column of floating-point numbers that was gone to and is not NULL. */
  abstract double floating(int column) throws SQLException;

  @Override
  public @Nullable String getString(int column) throws SQLException {
    Object value = read(column);
    return value == null ? null : Values.toText(value);
  }

  @Override
  public @Nullable String getNString(int column) throws SQLException {
    return getString(column);
  }

  @Override
  public boolean getBoolean(int column) throws SQLException {
    Object value = read(column);
    return value != null && Values.toBoolean(value);
  }

  @Override
  public byte getByte(int column) throws SQLException {
    return (byte) integer(column, Byte.MIN_VALUE, Byte.MAX_VALUE);
  }

  @Override
  public short getShort(int column) throws SQLException {
    return (short) integer(column, Short.MIN_VALUE, Short.MAX_VALUE);
  }

  @Override
  public int getInt(int column) throws SQLException {
    return (int) integer(column, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  @Override
  public long getLong(int column) throws SQLException {
    return integer(column, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private long integer(int column, long min, long max) throws SQLException {
    if (goTo(column) == NumberKind.WHOLE) {
      return wasNull() ? 0 : Values.inRange(whole(column), min, max);
    }
    Object value = read(column);
    return value == null ? 0 : Values.toLong(value, min, max);
  }

  @Override
  public float getFloat(int column) throws SQLException {
    return (float) getDouble(column);
  }

  @Override
  public double getDouble(int column) throws SQLException {
    NumberKind kind = goTo(column);
    if (kind == NumberKind.WHOLE || kind == NumberKind.FLOATING) {
      return wasNull() ? 0 : kind == NumberKind.WHOLE ? whole(column) : floating(column);
    }
    Object value = read(column);
    return value == null ? 0 : Values.toDouble(value);
  }

  @Override
  public @Nullable BigDecimal getBigDecimal(int column) throws SQLException {
    Object value = read(column);
    return value == null ? null : Values.toDecimal(value);
  }

  @Override
  @Deprecated
  public @Nullable BigDecimal getBigDecimal(int column, int scale) throws SQLException {
    BigDecimal value = getBigDecimal(column);
    return value == null ? null : value.setScale(scale, RoundingMode.HALF_UP);
  }

  @Override
  public byte @Nullable [] getBytes(int column) throws SQLException {
    Object value = read(column);
    return value == null ? null : Values.toBytes(value);
  }

  @Override
  public @Nullable Date getDate(int column) throws SQLException {
    Object value = read(column);
    return value == null ? null : TimeValues.toDate(value, null);
  }

  @Override
  public @Nullable Date getDate(int column, @Nullable Calendar calendar) throws SQLException {
    Object value = read(column);
    return value == null ? null : TimeValues.toDate(value, calendar);
  }

  @Override
  public @Nullable Time getTime(int column) throws SQLException {
    Object value = read(column);
    return value == null ? null : TimeValues.toTime(value, null);
  }

  @Override
  public @Nullable Time getTime(int column, @Nullable Calendar calendar) throws SQLException {
    Object value = read(column);
    return value == null ? null : TimeValues.toTime(value, calendar);
  }

  @Override
  public @Nullable Timestamp getTimestamp(int column) throws SQLException {
    if (goTo(column) == NumberKind.TICKS) {
      return wasNull() ? null : wallClock.at(whole(column), ticksPerSecond(column));
    }
    Object value = read(column);
    return value == null ? null : wallClock.at(TimeValues.toDateTime(value));
  }

  @Override
  public @Nullable Timestamp getTimestamp(int column, @Nullable Calendar calendar)
      throws SQLException {
    Object value = read(column);
    return value == null ? null : TimeValues.toTimestamp(value, calendar);
  }

  @Override
  public @Nullable Object getObject(int column) throws SQLException {
    Object value = read(column);
    return value == null ? null : ObjectValues.standard(value);
  }

  @Override
  public <T> @Nullable T getObject(int column, Class<T> type) throws SQLException {
    Object value = read(column);
    return value == null ? null : ObjectValues.as(value, type);
  }

  @Override
  public @Nullable Object getObject(int column, @Nullable Map<String, Class<?>> map)
      throws SQLException {
    if (map != null && !map.isEmpty()) {
      throw SqlErrors.unsupported("ResultSet.getObject with a type map");
    }
    return getObject(column);
  }

  @Override
  public @Nullable Array getArray(int column) throws SQLException {
    Object value = read(column);
    return value == null ? null : ObjectValues.as(value, Array.class);
  }

  @Override
  public @Nullable InputStream getAsciiStream(int column) throws SQLException {
    String text = getString(column);
    return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public @Nullable InputStream getBinaryStream(int column) throws SQLException {
    byte[] bytes = getBytes(column);
    return bytes == null ? null : new ByteArrayInputStream(bytes);
  }

  @Override
  @Deprecated
  public @Nullable InputStream getUnicodeStream(int column) throws SQLException {
    byte[] bytes = getBytes(column);
    return bytes == null ? null : new ByteArrayInputStream(bytes);
  }

  @Override
  public @Nullable Clob getClob(int column) throws SQLException {
    return getNClob(column);
  }

  @Override
  public @Nullable NClob getNClob(int column) throws SQLException {
    String text = getString(column);
    return text == null ? null : new MemoryClob(text);
  }

  /** The bytes of a text in UTF-8. */
  @Override
  public @Nullable Blob getBlob(int column) throws SQLException {
    byte[] bytes = getBytes(column);
    return bytes == null ? null : new MemoryBlob(bytes);
  }

  @Override
  public @Nullable Reader getCharacterStream(int column) throws SQLException {
    String text = getString(column);
    return text == null ? null : new StringReader(text);
  }

  @Override
  public @Nullable Reader getNCharacterStream(int column) throws SQLException {
    return getCharacterStream(column);
  }
}
