package io.timestore.jdbc.internal.result;

import io.timestore.core.model.TimestoreException;
import io.timestore.jdbc.internal.error.SqlErrors;
import io.timestore.jdbc.internal.value.NumberKind;
import io.timestore.jdbc.internal.value.TimeValues;
import io.timestore.jdbc.internal.value.Values;
import io.timestore.jdbc.internal.value.WallClock;
import java.sql.SQLException;
import java.sql.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * Reads values of the current row by column number, counted from 1, and remembers whether the last
 * one was NULL. Numbers and times are read without an object where the rows can. For one thread.
 */
final class ResultColumnReader {
  private final RowCursor cursor;
  private final RowSource rows;
  private final int columns;
  private final int maxFieldSize;
  private final WallClock wallClock = new WallClock();
  private boolean wasNull;

  /**
   * Makes a reader.
   *
   * @param maxFieldSize most characters of a text to show, 0 for all
   */
  ResultColumnReader(RowCursor cursor, int columns, int maxFieldSize) {
    this.cursor = cursor;
    this.rows = cursor.rows();
    this.columns = columns;
    this.maxFieldSize = maxFieldSize;
  }

  boolean wasNull() {
    return wasNull;
  }

  @Nullable Object read(int column) throws SQLException {
    check(column);
    cursor.checkRow();
    try {
      Object value = rows.value(column - 1);
      wasNull = value == null;
      return maxFieldSize > 0 && value instanceof String text && text.length() > maxFieldSize
          ? text.substring(0, maxFieldSize)
          : value;
    } catch (TimestoreException e) {
      throw SqlErrors.of(e);
    }
  }

  /** A whole number in a range; 0 for NULL. */
  long integer(int column, long min, long max) throws SQLException {
    if (goTo(column) == NumberKind.WHOLE) {
      return wasNull ? 0 : Values.inRange(whole(column), min, max);
    }
    Object value = read(column);
    return value == null ? 0 : Values.toLong(value, min, max);
  }

  /** A floating-point number; 0 for NULL. */
  double floating(int column) throws SQLException {
    NumberKind kind = goTo(column);
    if (kind == NumberKind.WHOLE || kind == NumberKind.FLOATING) {
      return wasNull ? 0 : kind == NumberKind.WHOLE ? whole(column) : rows.floating(column - 1);
    }
    Object value = read(column);
    return value == null ? 0 : Values.toDouble(value);
  }

  /** A timestamp in the time zone of this machine. */
  @Nullable Timestamp timestamp(int column) throws SQLException {
    if (goTo(column) == NumberKind.TICKS) {
      return wasNull ? null : wallClock.at(whole(column), rows.ticksPerSecond(column - 1));
    }
    Object value = read(column);
    return value == null ? null : wallClock.at(TimeValues.toDateTime(value));
  }

  /** Finds out how a value can be read; for numbers and ticks, whether it is NULL. */
  private NumberKind goTo(int column) throws SQLException {
    check(column);
    cursor.checkRow();
    NumberKind kind = rows.numberKind(column - 1);
    if (kind != NumberKind.NONE) {
      wasNull = rows.isNull(column - 1);
    }
    return kind;
  }

  private long whole(int column) throws SQLException {
    try {
      return rows.whole(column - 1);
    } catch (TimestoreException e) {
      throw SqlErrors.of(e);
    }
  }

  private void check(int column) throws SQLException {
    if (column < 1 || column > columns) {
      throw SqlErrors.badArgument(
          "column " + column + " is out of range; the answer has " + columns + " columns");
    }
  }
}
