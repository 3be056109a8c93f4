package io.timestore.calcite.local;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;

/** Counts the values that a run holds in memory, and ends it when they get too many. */
final class HeldValues {
  /** A value with its share of a row, as an object. */
  private static final int VALUE_BYTES = 48;

  private static final int HEAP_SHARE = 4;
  private static final long LEAST = 100_000;

  private final long most;
  private long count;

  HeldValues(long most) {
    this.most = most;
  }

  /** As many values as fit in a quarter of the heap. */
  static long most() {
    return Math.max(LEAST, Runtime.getRuntime().maxMemory() / HEAP_SHARE / VALUE_BYTES);
  }

  /**
   * Counts values.
   *
   * @throws TimestoreException TOO_LARGE
   */
  void add(long values) {
    count += values;
    if (count > most) {
      throw new TimestoreException(
          ErrorCode.TOO_LARGE,
          "the statement has operations that ClickHouse does not compute, and needs more than "
              + most
              + " values (rows times columns, a quarter of the heap) in memory for them; filter or"
              + " aggregate in a subquery first, or give the JVM more memory; EXPLAIN shows what is"
              + " read");
    }
  }
}
