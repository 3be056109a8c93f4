package io.timestore.jdbc.internal.result;

import io.timestore.jdbc.internal.value.NumberKind;
import org.jspecify.annotations.Nullable;

/** Rows, one after another. */
public interface RowSource extends AutoCloseable {
  /** Goes to the next row; false after the last. */
  boolean advance();

  /** Whether there is a row after the current one; the current one stays. */
  boolean hasNext();

  /**
   * A value of the current row: Boolean, Integer, Long, Float, Double, BigDecimal, String,
   * LocalDate, LocalDateTime (UTC), UUID, or null.
   */
  @Nullable Object value(int column);

  /** How a column's values can be had without making objects of them. */
  default NumberKind numberKind(int column) {
    return NumberKind.NONE;
  }

  /** Whether a value of the current row is NULL. */
  default boolean isNull(int column) {
    return value(column) == null;
  }

  /** A value of a column of whole numbers or ticks, if it is not NULL. */
  default long whole(int column) {
    throw new UnsupportedOperationException("column " + column + " has no whole numbers");
  }

  /** A value of a column of floating-point numbers, if it is not NULL. */
  default double floating(int column) {
    throw new UnsupportedOperationException("column " + column + " has no floating-point numbers");
  }

  /** How many ticks of a column's value in the current row are a second. */
  default long ticksPerSecond(int column) {
    throw new UnsupportedOperationException("column " + column + " has no ticks");
  }

  @Override
  void close();
}
