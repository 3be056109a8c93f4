package io.timestore.jdbc;

import io.timestore.calcite.plan.ResultColumn;
import io.timestore.core.error.ErrorCode;
import io.timestore.core.error.TimestoreException;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer, read forward only and once. For one thread at a time, but for {@link #close}. */
final class TimestoreResultSet extends ValueGetters {
  private final List<ResultColumn> columns;
  private final RowSource rows;
  private final @Nullable TimestoreStatement statement;
  private final Map<String, Integer> numbers = new HashMap<>();
  private boolean wasNull;
  private long row;
  private boolean afterLast;
  private volatile boolean closed;
  private int fetchSize;

  TimestoreResultSet(
      List<ResultColumn> columns, RowSource rows, @Nullable TimestoreStatement statement) {
    this.columns = columns;
    this.rows = rows;
    this.statement = statement;
    for (int i = columns.size(); i > 0; i--) {
      numbers.put(columns.get(i - 1).label().toLowerCase(Locale.ROOT), i);
    }
  }

  @Override
  public boolean next() throws SQLException {
    checkOpen();
    if (afterLast) {
      return false;
    }
    try {
      if (rows.advance()) {
        row++;
        return true;
      }
    } catch (TimestoreException e) {
      throw SqlErrors.of(e);
    }
    afterLast = true;
    rows.close();
    return false;
  }

  @Override
  @Nullable Object read(int column) throws SQLException {
    checkOpen();
    if (column < 1 || column > columns.size()) {
      throw SqlErrors.badArgument(
          "column " + column + " is out of range; the answer has " + columns.size() + " columns");
    }
    if (row == 0 || afterLast) {
      throw new SQLException(
          afterLast ? "there is no row after the last" : "call next() before reading", "24000");
    }
    try {
      Object value = rows.value(column - 1);
      wasNull = value == null;
      return value;
    } catch (TimestoreException e) {
      throw SqlErrors.of(e);
    }
  }

  @Override
  public int findColumn(String label) throws SQLException {
    checkOpen();
    Integer number = numbers.get(label.toLowerCase(Locale.ROOT));
    if (number == null) {
      throw SqlErrors.of(
          ErrorCode.UNKNOWN_COLUMN,
          "the answer has no column '"
              + label
              + "'; it has "
              + columns.stream().map(ResultColumn::label).toList());
    }
    return number;
  }

  @Override
  public boolean wasNull() throws SQLException {
    checkOpen();
    return wasNull;
  }

  @Override
  public void close() throws SQLException {
    if (!closed) {
      closed = true;
      rows.close();
      if (statement != null) {
        statement.answerClosed(this);
      }
    }
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  private void checkOpen() throws SQLException {
    if (closed) {
      throw SqlErrors.closed("result set");
    }
  }

  @Override
  public ResultSetMetaData getMetaData() throws SQLException {
    checkOpen();
    return new TimestoreResultSetMetaData(columns);
  }

  @Override
  public @Nullable Statement getStatement() throws SQLException {
    checkOpen();
    return statement;
  }

  @Override
  public int getRow() throws SQLException {
    checkOpen();
    return afterLast ? 0 : (int) Math.min(row, Integer.MAX_VALUE);
  }

  @Override
  public boolean isBeforeFirst() throws SQLException {
    throw SqlErrors.unsupported("ResultSet.isBeforeFirst of a forward-only answer");
  }

  @Override
  public boolean isAfterLast() throws SQLException {
    checkOpen();
    return afterLast && row > 0;
  }

  @Override
  public boolean isFirst() throws SQLException {
    checkOpen();
    return row == 1 && !afterLast;
  }

  @Override
  public boolean isLast() throws SQLException {
    throw SqlErrors.unsupported("ResultSet.isLast of a forward-only answer");
  }

  @Override
  public void beforeFirst() throws SQLException {
    throw scroll("beforeFirst");
  }

  @Override
  public void afterLast() throws SQLException {
    throw scroll("afterLast");
  }

  @Override
  public boolean first() throws SQLException {
    throw scroll("first");
  }

  @Override
  public boolean last() throws SQLException {
    throw scroll("last");
  }

  @Override
  public boolean absolute(int number) throws SQLException {
    throw scroll("absolute");
  }

  @Override
  public boolean relative(int number) throws SQLException {
    throw scroll("relative");
  }

  @Override
  public boolean previous() throws SQLException {
    throw scroll("previous");
  }

  private static SQLException scroll(String method) {
    return SqlErrors.unsupported("ResultSet." + method + " of a forward-only answer");
  }

  @Override
  public void setFetchDirection(int direction) throws SQLException {
    checkOpen();
    if (direction != FETCH_FORWARD) {
      throw SqlErrors.unsupported("ResultSet.setFetchDirection other than FETCH_FORWARD");
    }
  }

  @Override
  public int getFetchDirection() {
    return FETCH_FORWARD;
  }

  @Override
  public void setFetchSize(int rowCount) throws SQLException {
    checkOpen();
    if (rowCount < 0) {
      throw SqlErrors.badArgument("the fetch size " + rowCount + " must be 0 or more");
    }
    fetchSize = rowCount;
  }

  @Override
  public int getFetchSize() {
    return fetchSize;
  }

  @Override
  public int getType() {
    return TYPE_FORWARD_ONLY;
  }

  @Override
  public int getConcurrency() {
    return CONCUR_READ_ONLY;
  }

  @Override
  public int getHoldability() {
    return HOLD_CURSORS_OVER_COMMIT;
  }

  @Override
  public boolean rowUpdated() {
    return false;
  }

  @Override
  public boolean rowInserted() {
    return false;
  }

  @Override
  public boolean rowDeleted() {
    return false;
  }

  @Override
  public @Nullable SQLWarning getWarnings() throws SQLException {
    checkOpen();
    return null;
  }

  @Override
  public void clearWarnings() throws SQLException {
    checkOpen();
  }

  @Override
  public String getCursorName() throws SQLException {
    throw SqlErrors.unsupported("ResultSet.getCursorName");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type == Provenance.class && statement != null) {
      return statement.unwrap(type);
    }
    return Unwrapping.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this) || (type == Provenance.class && statement != null);
  }
}
