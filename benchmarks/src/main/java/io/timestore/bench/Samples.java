package io.timestore.bench;

import java.util.Arrays;

/** Times of repeated runs, nanoseconds. Not thread-safe. */
final class Samples {
  private static final double NANOS_PER_MILLI = 1e6;

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
