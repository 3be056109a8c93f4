package io.timestore.jdbc.internal.result;

import io.timestore.calcite.plan.ResultColumn;
import io.timestore.core.model.ErrorCode;
import io.timestore.jdbc.Provenance;
import io.timestore.jdbc.internal.error.ArgumentCheck;
import io.timestore.jdbc.internal.error.SqlErrors;
import io.timestore.jdbc.internal.error.Unwrapping;
import io.timestore.jdbc.internal.session.TimestoreStatement;
import io.timestore.jdbc.internal.value.NumberKind;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer. For one thread at a time, but for {@link #close}. */
public final class TimestoreResultSet extends RowCursor {
  private final List<ResultColumn> columns;
  private final @Nullable TimestoreStatement statement;
  private final int maxFieldSize;
  private final Map<String, Integer> numbers = new HashMap<>();
  private boolean wasNull;
  private volatile boolean closed;
  private int fetchSize;

  /**
   * Makes a result set.
   *
   * @param statement null for metadata
   * @param maxFieldSize most characters of a text to show, 0 for all
   */
  public TimestoreResultSet(
      List<ResultColumn> columns,
      RowSource rows,
      @Nullable TimestoreStatement statement,
      int maxFieldSize) {
    super(rows);
    this.columns = columns;
    this.statement = statement;
    this.maxFieldSize = maxFieldSize;
    for (int i = columns.size(); i > 0; i--) {
      numbers.put(columns.get(i - 1).label().toLowerCase(Locale.ROOT), i);
    }
  }

  @Override
  @Nullable Object read(int column) throws SQLException {
    checkColumn(column);
    Object value = current(column - 1);
    wasNull = value == null;
    return maxFieldSize > 0 && value instanceof String text && text.length() > maxFieldSize
        ? text.substring(0, maxFieldSize)
        : value;
  }

  @Override
  NumberKind goTo(int column) throws SQLException {
    checkColumn(column);
    checkRow();
    NumberKind kind = rows().numberKind(column - 1);
    if (kind != NumberKind.NONE) {
      wasNull = rows().isNull(column - 1);
    }
    return kind;
  }

  private void checkColumn(int column) throws SQLException {
    checkOpen();
    if (column < 1 || column > columns.size()) {
      throw SqlErrors.badArgument(
          "column " + column + " is out of range; the answer has " + columns.size() + " columns");
    }
  }

  @Override
  public int findColumn(String label) throws SQLException {
    checkOpen();
    Integer number = label == null ? null : numbers.get(label.toLowerCase(Locale.ROOT));
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
      rows().close();
      if (statement != null) {
        statement.answerClosed();
      }
    }
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  void checkOpen() throws SQLException {
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
  public void setFetchSize(int rowCount) throws SQLException {
    checkOpen();
    fetchSize = (int) ArgumentCheck.notNegative(rowCount, "fetch size");
  }

  @Override
  public int getFetchSize() throws SQLException {
    checkOpen();
    return fetchSize;
  }

  @Override
  public int getConcurrency() throws SQLException {
    checkOpen();
    return CONCUR_READ_ONLY;
  }

  @Override
  public int getHoldability() throws SQLException {
    checkOpen();
    return statement == null ? HOLD_CURSORS_OVER_COMMIT : statement.kind().holdability();
  }

  @Override
  public boolean rowUpdated() throws SQLException {
    checkOpen();
    return false;
  }

  @Override
  public boolean rowInserted() throws SQLException {
    checkOpen();
    return false;
  }

  @Override
  public boolean rowDeleted() throws SQLException {
    checkOpen();
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
