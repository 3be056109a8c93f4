package io.timestore.jdbc.internal.result;

import io.timestore.core.model.TimestoreException;
import io.timestore.jdbc.internal.error.SqlErrors;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Where a result set stands: before the first row, on one, or after the last. Rows that only go
 * forward refuse to go elsewhere. For one thread.
 */
abstract class RowCursor extends ValueGetters {
  private final RowSource rows;
  private final @Nullable ScrollableRows scroll;
  private long row;
  private boolean afterLast;
  private int fetchDirection = FETCH_FORWARD;

  RowCursor(RowSource rows) {
    this.rows = rows;
    this.scroll = rows instanceof ScrollableRows scrollable ? scrollable : null;
  }

  abstract void checkOpen() throws SQLException;

  final RowSource rows() {
    return rows;
  }

  /** A value of the current row, columns counted from 0. */
  final @Nullable Object current(int column) throws SQLException {
    checkRow();
    try {
      return rows.value(column);
    } catch (TimestoreException e) {
      throw SqlErrors.of(e);
    }
  }

  final void checkRow() throws SQLException {
    if (row == 0 || afterLast) {
      throw new SQLException(
          afterLast ? "there is no row after the last" : "call next() before reading", "24000");
    }
  }

  @Override
  final long whole(int column) throws SQLException {
    try {
      return rows.whole(column - 1);
    } catch (TimestoreException e) {
      throw SqlErrors.of(e);
    }
  }

  @Override
  final long ticksPerSecond(int column) {
    return rows.ticksPerSecond(column - 1);
  }

  @Override
  final double floating(int column) {
    return rows.floating(column - 1);
  }

  /** Work on rows that may fail as the core does. */
  private interface RowWork<T> {
    T run();
  }

  private static <T> T translating(RowWork<T> work) throws SQLException {
    try {
      return work.run();
    } catch (TimestoreException e) {
      throw SqlErrors.of(e);
    }
  }

  @Override
  public boolean next() throws SQLException {
    checkOpen();
    if (afterLast) {
      return false;
    }
    boolean there = translating(rows::advance);
    if (there) {
      row++;
      return true;
    }
    afterLast = true;
    if (scroll == null) {
      rows.close();
    }
    return false;
  }

  private ScrollableRows scroll(String method) throws SQLException {
    checkOpen();
    if (scroll == null) {
      throw SqlErrors.unsupported(
          "ResultSet."
              + method
              + " of a forward-only result set (ask for TYPE_SCROLL_INSENSITIVE)");
    }
    return scroll;
  }

  private boolean seek(ScrollableRows to, long number) throws SQLException {
    boolean there = translating(() -> to.seek(number));
    row = there ? number : 0;
    afterLast = !there && number > 0;
    return there;
  }

  @Override
  public void beforeFirst() throws SQLException {
    seek(scroll("beforeFirst"), 0);
  }

  @Override
  public void afterLast() throws SQLException {
    ScrollableRows to = scroll("afterLast");
    seek(to, translating(to::size) + 1);
  }

  @Override
  public boolean first() throws SQLException {
    return seek(scroll("first"), 1);
  }

  @Override
  public boolean last() throws SQLException {
    ScrollableRows to = scroll("last");
    return seek(to, translating(to::size));
  }

  @Override
  public boolean absolute(int number) throws SQLException {
    ScrollableRows to = scroll("absolute");
    return seek(to, number >= 0 ? number : Math.max(0, translating(to::size) + 1 + number));
  }

  @Override
  public boolean relative(int number) throws SQLException {
    ScrollableRows to = scroll("relative");
    long from = afterLast ? translating(to::size) + 1 : row;
    return seek(to, Math.max(0, from + number));
  }

  @Override
  public boolean previous() throws SQLException {
    ScrollableRows to = scroll("previous");
    long from = afterLast ? translating(to::size) + 1 : row;
    return seek(to, Math.max(0, from - 1));
  }

  @Override
  public int getRow() throws SQLException {
    checkOpen();
    return afterLast ? 0 : (int) Math.min(row, Integer.MAX_VALUE);
  }

  @Override
  public boolean isBeforeFirst() throws SQLException {
    checkOpen();
    return row == 0 && !afterLast && translating(rows::hasNext);
  }

  @Override
  public boolean isAfterLast() throws SQLException {
    checkOpen();
    return afterLast && (scroll == null ? row > 0 : translating(scroll::size) > 0);
  }

  @Override
  public boolean isFirst() throws SQLException {
    checkOpen();
    return row == 1 && !afterLast;
  }

  @Override
  public boolean isLast() throws SQLException {
    checkOpen();
    return row > 0 && !afterLast && !translating(rows::hasNext);
  }

  @Override
  public void setFetchDirection(int direction) throws SQLException {
    checkOpen();
    if (direction != FETCH_FORWARD && scroll == null) {
      throw SqlErrors.unsupported(
          "ResultSet.setFetchDirection other than FETCH_FORWARD of a forward-only result set");
    }
    fetchDirection = ResultSetKind.checkedDirection(direction);
  }

  @Override
  public int getFetchDirection() throws SQLException {
    checkOpen();
    return fetchDirection;
  }

  @Override
  public int getType() throws SQLException {
    checkOpen();
    return scroll == null ? ResultSet.TYPE_FORWARD_ONLY : ResultSet.TYPE_SCROLL_INSENSITIVE;
  }
}
