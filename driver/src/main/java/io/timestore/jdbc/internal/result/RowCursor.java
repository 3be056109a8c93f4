package io.timestore.jdbc.internal.result;

import io.timestore.jdbc.internal.error.SqlErrors;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Where a result set stands: before the first row, on one, or after the last. Rows that only go
 * forward refuse to go elsewhere. For one thread.
 */
final class RowCursor {
  private final RowSource rows;
  private final @Nullable ScrollableRows scroll;
  private long row;
  private boolean afterLast;
  private int fetchDirection = ResultSet.FETCH_FORWARD;

  RowCursor(RowSource rows) {
    this.rows = rows;
    this.scroll = rows instanceof ScrollableRows scrollable ? scrollable : null;
  }

  RowSource rows() {
    return rows;
  }

  /** Refuses to read where there is no row. */
  void checkRow() throws SQLException {
    if (row == 0 || afterLast) {
      throw new SQLException(
          afterLast ? "there is no row after the last" : "call next() before reading", "24000");
    }
  }

  boolean next() throws SQLException {
    if (afterLast) {
      return false;
    }
    boolean there = SqlErrors.translating(rows::advance);
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
    if (scroll == null) {
      throw SqlErrors.unsupported(
          "ResultSet."
              + method
              + " of a forward-only result set (ask for TYPE_SCROLL_INSENSITIVE)");
    }
    return scroll;
  }

  private boolean seek(ScrollableRows to, long number) throws SQLException {
    boolean there = SqlErrors.translating(() -> to.seek(number));
    row = there ? number : 0;
    afterLast = !there && number > 0;
    return there;
  }

  void beforeFirst() throws SQLException {
    seek(scroll("beforeFirst"), 0);
  }

  void afterLast() throws SQLException {
    ScrollableRows to = scroll("afterLast");
    seek(to, SqlErrors.translating(to::size) + 1);
  }

  boolean first() throws SQLException {
    return seek(scroll("first"), 1);
  }

  boolean last() throws SQLException {
    ScrollableRows to = scroll("last");
    return seek(to, SqlErrors.translating(to::size));
  }

  boolean absolute(int number) throws SQLException {
    ScrollableRows to = scroll("absolute");
    return seek(
        to, number >= 0 ? number : Math.max(0, SqlErrors.translating(to::size) + 1 + number));
  }

  boolean relative(int number) throws SQLException {
    ScrollableRows to = scroll("relative");
    long from = afterLast ? SqlErrors.translating(to::size) + 1 : row;
    return seek(to, Math.max(0, from + number));
  }

  boolean previous() throws SQLException {
    ScrollableRows to = scroll("previous");
    long from = afterLast ? SqlErrors.translating(to::size) + 1 : row;
    return seek(to, Math.max(0, from - 1));
  }

  int getRow() throws SQLException {
    return afterLast ? 0 : (int) Math.min(row, Integer.MAX_VALUE);
  }

  boolean isBeforeFirst() throws SQLException {
    return row == 0 && !afterLast && SqlErrors.translating(rows::hasNext);
  }

  boolean isAfterLast() throws SQLException {
    return afterLast && (scroll == null ? row > 0 : SqlErrors.translating(scroll::size) > 0);
  }

  boolean isFirst() throws SQLException {
    return row == 1 && !afterLast;
  }

  boolean isLast() throws SQLException {
    return row > 0 && !afterLast && !SqlErrors.translating(rows::hasNext);
  }

  void setFetchDirection(int direction) throws SQLException {
    if (direction != ResultSet.FETCH_FORWARD && scroll == null) {
      throw SqlErrors.unsupported(
          "ResultSet.setFetchDirection other than FETCH_FORWARD of a forward-only result set");
    }
    fetchDirection = ResultSetKind.checkedDirection(direction);
  }

  int getFetchDirection() throws SQLException {
    return fetchDirection;
  }

  int getType() throws SQLException {
    return scroll == null ? ResultSet.TYPE_FORWARD_ONLY : ResultSet.TYPE_SCROLL_INSENSITIVE;
  }
}
