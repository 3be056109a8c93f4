package io.timestore.jdbc.internal.session;

import io.timestore.jdbc.internal.error.ArgumentCheck;
import io.timestore.jdbc.internal.error.SqlErrors;
import io.timestore.jdbc.internal.result.ResultSetKind;
import io.timestore.jdbc.internal.value.ArrayParameters;
import io.timestore.jdbc.internal.value.ParameterObjects;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import org.jspecify.annotations.Nullable;

/** The setters of a prepared statement: each makes the value that the engine takes. */
abstract class ParameterSetters extends BasePreparedStatement {
  ParameterSetters(TimestoreConnection connection, ResultSetKind kind) {
    super(connection, kind);
  }

  /** Keeps a value for a parameter, counted from 1. */
  abstract void set(int index, @Nullable Object value) throws SQLException;

  @Override
  public void setNull(int index, int sqlType) throws SQLException {
    set(index, null);
  }

  @Override
  public void setNull(int index, int sqlType, @Nullable String typeName) throws SQLException {
    set(index, null);
  }

  @Override
  public void setBoolean(int index, boolean value) throws SQLException {
    set(index, value);
  }

  @Override
  public void setByte(int index, byte value) throws SQLException {
    set(index, (long) value);
  }

  @Override
  public void setShort(int index, short value) throws SQLException {
    set(index, (long) value);
  }

  @Override
  public void setInt(int index, int value) throws SQLException {
    set(index, (long) value);
  }

  @Override
  public void setLong(int index, long value) throws SQLException {
    set(index, value);
  }

  @Override
  public void setFloat(int index, float value) throws SQLException {
    set(index, (double) value);
  }

  @Override
  public void setDouble(int index, double value) throws SQLException {
    set(index, value);
  }

  @Override
  public void setBigDecimal(int index, @Nullable BigDecimal value) throws SQLException {
    set(index, value);
  }

  @Override
  public void setString(int index, @Nullable String value) throws SQLException {
    set(index, value);
  }

  @Override
  public void setNString(int index, @Nullable String value) throws SQLException {
    set(index, value);
  }

  /** Takes the bytes for text in UTF-8, which is what columns hold. */
  @Override
  public void setBytes(int index, byte @Nullable [] value) throws SQLException {
    if (value == null) {
      set(index, null);
      return;
    }
    try {
      set(index, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString());
    } catch (CharacterCodingException e) {
      throw SqlErrors.badValue(
          "the " + value.length + " bytes of parameter " + index + " are not text in UTF-8", e);
    }
  }

  @Override
  public void setDate(int index, @Nullable Date value) throws SQLException {
    setDate(index, value, null);
  }

  @Override
  public void setDate(int index, @Nullable Date value, @Nullable Calendar calendar)
      throws SQLException {
    set(index, value == null ? null : ParameterObjects.date(value, calendar));
  }

  @Override
  public void setTime(int index, @Nullable Time value) throws SQLException {
    setTime(index, value, null);
  }

  @Override
  public void setTime(int index, @Nullable Time value, @Nullable Calendar calendar)
      throws SQLException {
    if (value != null) {
      throw ParameterObjects.noTimeOfDay();
    }
    set(index, null);
  }

  @Override
  public void setTimestamp(int index, @Nullable Timestamp value) throws SQLException {
    setTimestamp(index, value, null);
  }

  @Override
  public void setTimestamp(int index, @Nullable Timestamp value, @Nullable Calendar calendar)
      throws SQLException {
    set(index, value == null ? null : ParameterObjects.timestamp(value, calendar));
  }

  @Override
  public void setArray(int index, @Nullable Array value) throws SQLException {
    set(index, value == null ? null : ArrayParameters.of(value));
  }

  @Override
  public void setObject(int index, @Nullable Object value) throws SQLException {
    if (!isRead(index, value)) {
      set(index, value == null ? null : ParameterObjects.of(value));
    }
  }

  /** Sets a parameter to what is to be read from an object, if the object is of that kind. */
  private boolean isRead(int index, @Nullable Object value) throws SQLException {
    if (value instanceof byte[] bytes) {
      setBytes(index, bytes);
    } else if (value instanceof Reader text) {
      setCharacterStream(index, text);
    } else if (value instanceof InputStream bytes) {
      setBinaryStream(index, bytes);
    } else if (value instanceof Clob text) {
      setClob(index, text);
    } else if (value instanceof Blob bytes) {
      setBlob(index, bytes);
    } else {
      return false;
    }
    return true;
  }

  @Override
  public void setObject(int index, @Nullable Object value, int targetType) throws SQLException {
    if (!isRead(index, value)) {
      set(index, value == null ? null : ParameterObjects.of(value, targetType));
    }
  }

  @Override
  public void setObject(int index, @Nullable Object value, int targetType, int scale)
      throws SQLException {
    if (!isRead(index, value)) {
      set(index, value == null ? null : ParameterObjects.of(value, targetType, scale));
    }
  }

  @Override
  public void setObject(int index, @Nullable Object value, SQLType targetType) throws SQLException {
    setObject(index, value, ParameterObjects.number(targetType));
  }

  @Override
  public void setObject(int index, @Nullable Object value, SQLType targetType, int scale)
      throws SQLException {
    setObject(index, value, ParameterObjects.number(targetType), scale);
  }

  @Override
  public void setAsciiStream(int index, @Nullable InputStream value) throws SQLException {
    read(
        index,
        value == null ? null : new InputStreamReader(value, StandardCharsets.US_ASCII),
        Long.MAX_VALUE);
  }

  @Override
  public void setAsciiStream(int index, @Nullable InputStream value, int length)
      throws SQLException {
    setAsciiStream(index, value, (long) length);
  }

  @Override
  public void setAsciiStream(int index, @Nullable InputStream value, long length)
      throws SQLException {
    read(
        index,
        value == null ? null : new InputStreamReader(value, StandardCharsets.US_ASCII),
        length);
  }

  @Override
  @Deprecated
  public void setUnicodeStream(int index, @Nullable InputStream value, int length)
      throws SQLException {
    long most = length;
    setBinaryStream(index, value, most);
  }

  @Override
  public void setBinaryStream(int index, @Nullable InputStream value) throws SQLException {
    setBinaryStream(index, value, Long.MAX_VALUE);
  }

  @Override
  public void setBinaryStream(int index, @Nullable InputStream value, int length)
      throws SQLException {
    setBinaryStream(index, value, (long) length);
  }

  @Override
  public void setBinaryStream(int index, @Nullable InputStream value, long length)
      throws SQLException {
    if (value == null) {
      set(index, null);
      return;
    }
    ArgumentCheck.notNegative(length, "length");
    try (value) {
      setBytes(index, value.readNBytes((int) Math.min(length, Integer.MAX_VALUE)));
    } catch (IOException e) {
      throw unreadable(index, e);
    }
  }

  @Override
  public void setCharacterStream(int index, @Nullable Reader value) throws SQLException {
    read(index, value, Long.MAX_VALUE);
  }

  @Override
  public void setCharacterStream(int index, @Nullable Reader value, int length)
      throws SQLException {
    read(index, value, length);
  }

  @Override
  public void setCharacterStream(int index, @Nullable Reader value, long length)
      throws SQLException {
    read(index, value, length);
  }

  @Override
  public void setNCharacterStream(int index, @Nullable Reader value) throws SQLException {
    read(index, value, Long.MAX_VALUE);
  }

  @Override
  public void setNCharacterStream(int index, @Nullable Reader value, long length)
      throws SQLException {
    read(index, value, length);
  }

  /** Takes the bytes for text in UTF-8. */
  @Override
  public void setBlob(int index, @Nullable Blob value) throws SQLException {
    setBinaryStream(index, value == null ? null : value.getBinaryStream());
  }

  @Override
  public void setBlob(int index, @Nullable InputStream value) throws SQLException {
    setBinaryStream(index, value);
  }

  @Override
  public void setBlob(int index, @Nullable InputStream value, long length) throws SQLException {
    setBinaryStream(index, value, length);
  }

  @Override
  public void setNClob(int index, @Nullable NClob value) throws SQLException {
    setClob(index, (Clob) value);
  }

  @Override
  public void setClob(int index, @Nullable Clob value) throws SQLException {
    read(index, value == null ? null : value.getCharacterStream(), Long.MAX_VALUE);
  }

  @Override
  public void setClob(int index, @Nullable Reader value) throws SQLException {
    read(index, value, Long.MAX_VALUE);
  }

  @Override
  public void setClob(int index, @Nullable Reader value, long length) throws SQLException {
    read(index, value, length);
  }

  @Override
  public void setNClob(int index, @Nullable Reader value) throws SQLException {
    read(index, value, Long.MAX_VALUE);
  }

  @Override
  public void setNClob(int index, @Nullable Reader value, long length) throws SQLException {
    read(index, value, length);
  }

  private void read(int index, @Nullable Reader value, long length) throws SQLException {
    if (value == null) {
      set(index, null);
      return;
    }
    ArgumentCheck.notNegative(length, "length");
    try (value) {
      StringWriter text = new StringWriter();
      char[] buffer = new char[8_192];
      long left = length;
      int got = 0;
      while (left > 0 && got >= 0) {
        got = value.read(buffer, 0, (int) Math.min(left, buffer.length));
        text.write(buffer, 0, Math.max(0, got));
        left -= Math.max(0, got);
      }
      set(index, text.toString());
    } catch (IOException e) {
      throw unreadable(index, e);
    }
  }

  private static SQLException unreadable(int index, IOException e) {
    return SqlErrors.badValue("parameter " + index + " could not be read: " + e, e);
  }
}
