package io.timestore.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How much is measured.
 *
 * @param warmUp for each shape of statement, before the matrix is measured
 * @param pairTime for the pairs of one cell of the matrix
 * @param leastPairs pairs of a cell, however long they take
 * @param clientRows rows of the answer whose reading is measured
 * @param coldStarts JVMs started on each side
 * @param forks JVMs in which JMH measures planning, 0 for this one
 * @param planningWarmUp for each statement, before its planning is measured
 * @param planningTime for each of two iterations of its measurement
 */
record BenchOptions(
    Path out,
    long coldRows,
    List<Integer> tails,
    Duration warmUp,
    Duration pairTime,
    int leastPairs,
    int mostPairs,
    long clientRows,
    int clientRuns,
    int coldStarts,
    int forks,
    Duration planningWarmUp,
    Duration planningTime) {
  private static final List<Integer> TAILS = List.of(0, 1_000, 10_000, 50_000);

  BenchOptions {
    tails = List.copyOf(tails);
  }

  static BenchOptions full(Path out) {
    return new BenchOptions(
        out,
        3_000_000,
        TAILS,
        Duration.ofSeconds(6),
        Duration.ofSeconds(6),
        30,
        400,
        1_000_000,
        7,
        5,
        1,
        Duration.ofSeconds(12),
        Duration.ofSeconds(1));
  }

  static BenchOptions quick(Path out) {
    return new BenchOptions(
        out,
        3_000_000,
        TAILS,
        Duration.ofSeconds(3),
        Duration.ofMillis(1_000),
        5,
        100,
        1_000_000,
        3,
        3,
        0,
        Duration.ofMillis(500),
        Duration.ofMillis(200));
  }

  /** Just enough to see that everything works. */
  static BenchOptions smoke(Path out) {
    return new BenchOptions(
        out,
        20_000,
        List.of(0, 1_000),
        Duration.ZERO,
        Duration.ofMillis(50),
        2,
        3,
        5_000,
        1,
        1,
        0,
        Duration.ofMillis(10),
        Duration.ofMillis(10));
  }
}
