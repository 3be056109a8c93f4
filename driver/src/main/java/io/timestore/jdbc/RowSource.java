package io.timestore.jdbc;

import org.jspecify.annotations.Nullable;

/** Rows, one after another. */
interface RowSource extends AutoCloseable {
  /** Goes to the next row; false after the last. */
  boolean advance();

  /** Whether there is a row after the current one; the current one stays. */
  boolean hasNext();

  /**
   * A value of the current row: Boolean, Integer, Long, Float, Double, BigDecimal, String,
   * LocalDate, LocalDateTime (UTC), UUID, or null.
   */
  @Nullable Object value(int column);

  @Override
  void close();
}
