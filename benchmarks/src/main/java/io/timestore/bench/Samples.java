package io.timestore.bench;

import java.util.Arrays;
import java.util.OptionalDouble;

/** Times of repeated runs, nanoseconds. Not thread-safe. */
final class Samples {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NORMAL_95 = 1.96;

  private long[] nanos = new long[64];
  private int count;

  void add(long value) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
    }
    nanos[count++] = value;
  }

  int count() {
    return count;
  }

  /**
   * Half the width of the interval in which the median lies with a probability of 95 percent,
   * milliseconds; from the ranks of the values, without an assumption of how they are distributed
   * (Conover, Practical Nonparametric Statistics, 3.2). Empty if there are too few.
   */
  OptionalDouble medianError() {
    double ranks = NORMAL_95 / 2 * Math.sqrt(count);
    if (count < 2 * ranks + 1) {
      return OptionalDouble.empty();
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    int low = (int) Math.floor(count / 2.0 - ranks);
    int high = (int) Math.ceil(count / 2.0 + ranks);
    long width = sorted[Math.min(count - 1, high)] - sorted[Math.max(0, low - 1)];
    return OptionalDouble.of(width / 2.0 / NANOS_PER_MILLI);
  }

  /** A percentile by nearest rank, milliseconds. */
  double millis(double percentile) {
    if (count == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(percentile / 100 * count);
    return sorted[Math.max(0, Math.min(count, rank) - 1)] / NANOS_PER_MILLI;
  }
}
