package io.timestore.jdbc;

import io.timestore.calcite.plan.CompiledPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A query with {@code ?}. Its plan is made when it runs, so it never reads an old schema. */
final class TimestorePreparedStatement extends BasePreparedStatement {
  private final String sql;
  private final TreeMap<Integer, ParameterValue> values = new TreeMap<>();

  private record ParameterValue(@Nullable Object value) {}

  TimestorePreparedStatement(TimestoreConnection connection, String sql) {
    super(connection);
    this.sql = sql;
  }

  private void set(int index, @Nullable Object value) throws SQLException {
    checkOpen();
    if (index < 1) {
      throw SqlErrors.badArgument("parameters count from 1; there is no parameter " + index);
    }
    values.put(index, new ParameterValue(value));
  }

  private List<@Nullable Object> inOrder() throws SQLException {
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = 1; i <= values.size(); i++) {
      ParameterValue value = values.get(i);
      if (value == null) {
        throw SqlErrors.badArgument("parameter " + i + " has no value");
      }
      list.add(value.value());
    }
    return list;
  }

  private CompiledPlan plan() throws SQLException {
    TimestoreConnection connection = timestore();
    String schema = connection.getSchema();
    return TimestoreConnection.translating(() -> connection.engine().prepare(sql, schema));
  }

  @Override
  public ResultSet executeQuery() throws SQLException {
    return run(sql, inOrder());
  }

  @Override
  public boolean execute() throws SQLException {
    run(sql, inOrder());
    return true;
  }

  @Override
  public ResultSetMetaData getMetaData() throws SQLException {
    return new TimestoreResultSetMetaData(plan().columns());
  }

  @Override
  public ParameterMetaData getParameterMetaData() throws SQLException {
    return new TimestoreParameterMetaData(plan().parameters());
  }

  @Override
  public void clearParameters() throws SQLException {
    checkOpen();
    values.clear();
  }

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

  @Override
  public void setBytes(int index, byte @Nullable [] value) throws SQLException {
    set(index, value == null ? null : new String(value, StandardCharsets.UTF_8));
  }

  @Override
  public void setDate(int index, @Nullable Date value) throws SQLException {
    set(index, value == null ? null : value.toLocalDate());
  }

  @Override
  public void setDate(int index, @Nullable Date value, @Nullable Calendar calendar)
      throws SQLException {
    set(index, value == null ? null : ParameterObjects.date(value, calendar));
  }

  @Override
  public void setTime(int index, @Nullable Time value) throws SQLException {
    throw SqlErrors.unsupported("PreparedStatement.setTime");
  }

  @Override
  public void setTime(int index, @Nullable Time value, @Nullable Calendar calendar)
      throws SQLException {
    throw SqlErrors.unsupported("PreparedStatement.setTime");
  }

  @Override
  public void setTimestamp(int index, @Nullable Timestamp value) throws SQLException {
    set(index, value == null ? null : value.toLocalDateTime());
  }

  @Override
  public void setTimestamp(int index, @Nullable Timestamp value, @Nullable Calendar calendar)
      throws SQLException {
    set(index, value == null ? null : ParameterObjects.timestamp(value, calendar));
  }

  @Override
  public void setObject(int index, @Nullable Object value) throws SQLException {
    set(index, value == null ? null : ParameterObjects.of(value));
  }

  @Override
  public void setObject(int index, @Nullable Object value, int targetType) throws SQLException {
    set(index, value == null ? null : ParameterObjects.of(value, targetType));
  }

  @Override
  public void setObject(int index, @Nullable Object value, int targetType, int scale)
      throws SQLException {
    setObject(index, value, targetType);
  }

  @Override
  public void setAsciiStream(int index, @Nullable InputStream value) throws SQLException {
    setCharacterStream(
        index, value == null ? null : new InputStreamReader(value, StandardCharsets.US_ASCII));
  }

  @Override
  public void setAsciiStream(int index, @Nullable InputStream value, int length)
      throws SQLException {
    setAsciiStream(index, value);
  }

  @Override
  public void setAsciiStream(int index, @Nullable InputStream value, long length)
      throws SQLException {
    setAsciiStream(index, value);
  }

  @Override
  public void setCharacterStream(int index, @Nullable Reader value) throws SQLException {
    if (value == null) {
      set(index, null);
      return;
    }
    try (value) {
      StringWriter text = new StringWriter();
      value.transferTo(text);
      set(index, text.toString());
    } catch (IOException e) {
      throw SqlErrors.badValue("parameter " + index + " could not be read: " + e, e);
    }
  }

  @Override
  public void setCharacterStream(int index, @Nullable Reader value, int length)
      throws SQLException {
    setCharacterStream(index, value);
  }

  @Override
  public void setCharacterStream(int index, @Nullable Reader value, long length)
      throws SQLException {
    setCharacterStream(index, value);
  }

  @Override
  public void setNCharacterStream(int index, @Nullable Reader value) throws SQLException {
    setCharacterStream(index, value);
  }

  @Override
  public void setNCharacterStream(int index, @Nullable Reader value, long length)
      throws SQLException {
    setCharacterStream(index, value);
  }
}
