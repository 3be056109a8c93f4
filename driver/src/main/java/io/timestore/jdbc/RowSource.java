package io.timestore.jdbc;

import org.jspecify.annotations.Nullable;

/** Rows, one after another. */
interface RowSource extends AutoCloseable {
  /** Goes to the next row; false after the last. */
  boolean advance();

  /**
   * A value of the current row: Boolean, Integer, Long, Float, Double, BigDecimal, String,
   * LocalDate, LocalDateTime (UTC), UUID, or null.
   */
  @Nullable Object value(int column);

  @Override
  void close();
}
