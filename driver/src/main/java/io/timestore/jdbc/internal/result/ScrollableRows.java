package io.timestore.jdbc.internal.result;

/** Rows that can be gone through in any order. */
interface ScrollableRows extends RowSource {
  /** Goes to a row, counted from 1; false if there is none, and then there is no current row. */
  boolean seek(long row);

  /** How many rows there are. */
  long size();
}
