package io.timestore.jdbc.internal.session;

import io.timestore.calcite.plan.Preparation;
import io.timestore.calcite.sql.StatementParameter;
import io.timestore.core.model.TimestoreException;
import io.timestore.jdbc.internal.error.SqlErrors;
import io.timestore.jdbc.internal.ingest.InsertPlan;
import io.timestore.jdbc.internal.ingest.PendingInserts;
import io.timestore.jdbc.internal.result.ResultSetKind;
import io.timestore.jdbc.internal.result.TimestoreResultSetMetaData;
import io.timestore.jdbc.internal.text.SqlPart;
import io.timestore.jdbc.internal.text.StatementErrors;
import io.timestore.jdbc.internal.value.ArrayParameters;
import io.timestore.jdbc.internal.value.ParameterObjects;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * Statements with {@code ?}. A query's plan is made when it runs, so it never reads an old schema.
 */
final class TimestorePreparedStatement extends TimestoreStatement implements PreparedStatement {
  private final String sql;
  private final List<SqlPart> parts;
  private final ParameterValues values;
  private @Nullable InsertPlan insert;
  private @Nullable PendingInserts batch;
  private final List<Integer> batchCounts = new ArrayList<>();

  TimestorePreparedStatement(Session session, String sql, ResultSetKind kind) throws SQLException {
    super(session, kind);
    this.sql = sql;
    this.parts = SqlPart.parse(sql, session.quoting());
    this.values = new ParameterValues(parts.stream().mapToInt(SqlPart::parameters).sum());
  }

  private void set(int index, @Nullable Object value) throws SQLException {
    checkOpen();
    values.set(index, value);
  }

  private List<@Nullable Object> parameters() throws SQLException {
    checkOpen();
    return values.all();
  }

  private boolean isInsert() {
    return parts.size() == 1 && parts.get(0).kind() == SqlPart.Kind.INSERT;
  }

  private InsertPlan insertPlan() throws SQLException {
    InsertPlan known = insert;
    if (known == null) {
      Session session = session();
      known = InsertPlan.of(parts.get(0), session.engine(), session.connection().getSchema());
      insert = known;
    }
    return known;
  }

  @Override
  public ResultSet executeQuery() throws SQLException {
    return rowsOf(runAll(parts, parameters()));
  }

  @Override
  public boolean execute() throws SQLException {
    return runAll(parts, parameters());
  }

  @Override
  public long executeLargeUpdate() throws SQLException {
    return countOf(runAll(parts, parameters()));
  }

  @Override
  public void addBatch() throws SQLException {
    List<@Nullable Object> row = parameters();
    if (!isInsert()) {
      throw SqlErrors.unsupported("a batch of " + parts.get(0).word() + ", anything but INSERT,");
    }
    PendingInserts rows = batch;
    if (rows == null) {
      rows = session().newBatch();
      batch = rows;
    }
    batchCounts.add(insertPlan().addTo(rows, row));
  }

  @Override
  public void clearBatch() throws SQLException {
    checkOpen();
    batch = null;
    batchCounts.clear();
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    checkOpen();
    long[] counts = batchCounts.stream().mapToLong(Integer::longValue).toArray();
    PendingInserts rows = batch;
    clearBatch();
    if (rows != null) {
      try {
        store(rows);
      } catch (SQLException e) {
        throw StatementBatch.failure(e, counts.length);
      }
    }
    return counts;
  }

  private @Nullable SqlPart firstQuery() {
    return parts.stream().filter(p -> p.kind() == SqlPart.Kind.QUERY).findFirst().orElse(null);
  }

  private Preparation plan(SqlPart query) throws SQLException {
    Session session = session();
    String schema = session.connection().getSchema();
    try {
      return session.engine().prepare(query.text(), schema);
    } catch (TimestoreException e) {
      throw StatementErrors.of(e, query);
    }
  }

  @Override
  public @Nullable ResultSetMetaData getMetaData() throws SQLException {
    checkOpen();
    SqlPart query = firstQuery();
    return query == null ? null : new TimestoreResultSetMetaData(plan(query).columns());
  }

  @Override
  public ParameterMetaData getParameterMetaData() throws SQLException {
    checkOpen();
    if (isInsert()) {
      List<StatementParameter> parameters = new ArrayList<>();
      for (RelDataType type : insertPlan().parameterTypes()) {
        parameters.add(new StatementParameter(parameters.size(), type, false));
      }
      return new TimestoreParameterMetaData(parameters);
    }
    SqlPart query = firstQuery();
    return new TimestoreParameterMetaData(query == null ? List.of() : plan(query).parameters());
  }

  @Override
  public void clearParameters() throws SQLException {
    checkOpen();
    values.clear();
  }

  @Override
  public String toString() {
    return sql;
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

  /** Takes the bytes for text in UTF-8, which is what columns hold. */
  @Override
  public void setBytes(int index, byte @Nullable [] value) throws SQLException {
    if (value == null) {
      set(index, null);
      return;
    }
    set(index, ParameterStreams.utf8(index, value));
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
    setText(
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
    setText(
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
    setBytes(index, value == null ? null : ParameterStreams.bytes(index, value, length));
  }

  @Override
  public void setCharacterStream(int index, @Nullable Reader value) throws SQLException {
    setText(index, value, Long.MAX_VALUE);
  }

  @Override
  public void setCharacterStream(int index, @Nullable Reader value, int length)
      throws SQLException {
    setText(index, value, length);
  }

  @Override
  public void setCharacterStream(int index, @Nullable Reader value, long length)
      throws SQLException {
    setText(index, value, length);
  }

  @Override
  public void setNCharacterStream(int index, @Nullable Reader value) throws SQLException {
    setText(index, value, Long.MAX_VALUE);
  }

  @Override
  public void setNCharacterStream(int index, @Nullable Reader value, long length)
      throws SQLException {
    setText(index, value, length);
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
    setText(index, value == null ? null : value.getCharacterStream(), Long.MAX_VALUE);
  }

  @Override
  public void setClob(int index, @Nullable Reader value) throws SQLException {
    setText(index, value, Long.MAX_VALUE);
  }

  @Override
  public void setClob(int index, @Nullable Reader value, long length) throws SQLException {
    setText(index, value, length);
  }

  @Override
  public void setNClob(int index, @Nullable Reader value) throws SQLException {
    setText(index, value, Long.MAX_VALUE);
  }

  @Override
  public void setNClob(int index, @Nullable Reader value, long length) throws SQLException {
    setText(index, value, length);
  }

  private void setText(int index, @Nullable Reader value, long length) throws SQLException {
    set(index, value == null ? null : ParameterStreams.text(index, value, length));
  }

  private static SQLException unsupported(String method) {
    return SqlErrors.unsupported("PreparedStatement." + method);
  }

  private static SQLException withSql() {
    return SqlErrors.badArgument("a prepared statement runs the SQL that it was prepared with");
  }

  @Override
  public final ResultSet executeQuery(String sql) throws SQLException {
    throw withSql();
  }

  @Override
  public final boolean execute(String sql) throws SQLException {
    throw withSql();
  }

  @Override
  public final long executeLargeUpdate(String sql) throws SQLException {
    throw withSql();
  }

  @Override
  public final void addBatch(String sql) throws SQLException {
    throw withSql();
  }

  @Override
  public int executeUpdate() throws SQLException {
    return (int) Math.min(executeLargeUpdate(), Integer.MAX_VALUE);
  }

  @Override
  public void setRef(int index, @Nullable Ref value) throws SQLException {
    throw unsupported("setRef");
  }

  @Override
  public void setURL(int index, @Nullable URL value) throws SQLException {
    throw unsupported("setURL");
  }

  @Override
  public void setRowId(int index, @Nullable RowId value) throws SQLException {
    throw unsupported("setRowId");
  }

  @Override
  public void setSQLXML(int index, @Nullable SQLXML value) throws SQLException {
    throw unsupported("setSQLXML");
  }
}
