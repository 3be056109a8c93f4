package io.timestore.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How much is measured.
 *
 * @param pairTime for the pairs of one cell of the matrix
 * @param leastPairs pairs of a cell, however long they take
 * @param clientRows rows of the answer whose reading is measured
 * @param coldStarts JVMs started on each side
 * @param forks JVMs in which JMH measures planning, 0 for this one
 */
record BenchOptions(
    Path out,
    long coldRows,
    List<Integer> tails,
    Duration pairTime,
    int leastPairs,
    int mostPairs,
    long clientRows,
    int clientRuns,
    int coldStarts,
    int forks,
    int planningMillis) {
  private static final List<Integer> TAILS = List.of(0, 1_000, 10_000, 50_000);

  BenchOptions {
    tails = List.copyOf(tails);
  }

  static BenchOptions full(Path out) {
    return new BenchOptions(
        out, 3_000_000, TAILS, Duration.ofSeconds(6), 30, 400, 1_000_000, 7, 5, 1, 1_000);
  }

  static BenchOptions quick(Path out) {
    return new BenchOptions(
        out, 3_000_000, TAILS, Duration.ofMillis(700), 5, 100, 1_000_000, 3, 1, 0, 200);
  }

  /** Just enough to see that everything works. */
  static BenchOptions smoke(Path out) {
    return new BenchOptions(
        out, 20_000, List.of(0, 1_000), Duration.ofMillis(50), 2, 3, 5_000, 1, 1, 0, 10);
  }
}
