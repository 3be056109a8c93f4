package io.timestore.daemon.flush;

import java.time.Duration;

/**
 * How big and how rare a lane's batches are: as configured, and up to 16 times that while
 * ClickHouse has too many parts or takes longer to insert a batch than a batch may wait. Good
 * flushes bring it back. For one thread at a time to change, for many to read.
 */
final class FlushPacing {
  private static final int SLOWEST = 16;

  private final FlushConfig config;
  private volatile int factor = 1;

  FlushPacing(FlushConfig config) {
    this.config = config;
  }

  /** How long the first row of a tail waits at most before a flush begins. */
  Duration age() {
    return config.age().multipliedBy(factor);
  }

  long rows() {
    return times(config.rows(), config.maxBatchRows());
  }

  long bytes() {
    return times(config.bytes(), config.maxBatchBytes());
  }

  private long times(long value, long most) {
    return value > most ? value : Math.min(most, value * factor);
  }

  void flushed(Duration took) {
    if (took.compareTo(age()) > 0) {
      slower();
    } else if (factor > 1) {
      factor /= 2;
    }
  }

  void tooManyParts() {
    slower();
  }

  private void slower() {
    factor = Math.min(SLOWEST, factor * 2);
  }
}
