package io.timestore.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How much is measured.
 *
 * @param warmUp for each shape of statement, before the matrix is measured
 * @param pairs of each cell of the matrix
 * @param client how the reading of a long answer is measured
 * @param coldStarts JVMs started on each side
 */
record BenchOptions(
    Path out,
    long coldRows,
    List<Integer> tails,
    Duration warmUp,
    Pairs pairs,
    Client client,
    int coldStarts,
    Planning planning) {
  private static final List<Integer> TAILS = List.of(0, 1_000, 10_000, 50_000);

  BenchOptions {
    tails = List.copyOf(tails);
  }

  /**
   * How many pairs of runs.
   *
   * @param time for them
   * @param least of them, however long they take
   * @param most of them in that time
   * @param precision error of the median difference that is allowed where an aim limits the
   *     latency, as a share of the median of clickhouse-jdbc
   * @param longest time for that
   */
  record Pairs(Duration time, int least, int most, double precision, Duration longest) {
    /** So many and no more. */
    static Pairs exactly(int pairs) {
      return new Pairs(Duration.ZERO, pairs, pairs, Double.MAX_VALUE, Duration.ZERO);
    }

    /** Other limits, and no precision. */
    Pairs within(Duration time, int least) {
      return new Pairs(time, least, most, Double.MAX_VALUE, Duration.ZERO);
    }
  }

  /**
   * Reading a long answer.
   *
   * @param rows of the answer
   */
  record Client(long rows, int runs) {}

  /**
   * How planning is measured.
   *
   * @param forks JVMs in which JMH measures, 0 for this one
   * @param warmUp for each statement, before it is measured
   * @param time for each of two iterations of its measurement
   */
  record Planning(int forks, Duration warmUp, Duration time) {}

  static BenchOptions full(Path out) {
    return new BenchOptions(
        out,
        3_000_000,
        TAILS,
        Duration.ofSeconds(6),
        new Pairs(Duration.ofSeconds(6), 30, 400, 0.03, Duration.ofSeconds(30)),
        new Client(1_000_000, 7),
        5,
        new Planning(1, Duration.ofSeconds(12), Duration.ofSeconds(1)));
  }

  static BenchOptions quick(Path out) {
    return new BenchOptions(
        out,
        3_000_000,
        TAILS,
        Duration.ofSeconds(3),
        new Pairs(Duration.ofSeconds(1), 5, 100, 0.05, Duration.ofSeconds(8)),
        new Client(1_000_000, 3),
        3,
        new Planning(0, Duration.ofMillis(500), Duration.ofMillis(200)));
  }

  /** Just enough to see that everything works. */
  static BenchOptions smoke(Path out) {
    return new BenchOptions(
        out,
        20_000,
        List.of(0, 1_000),
        Duration.ZERO,
        new Pairs(Duration.ofMillis(50), 2, 3, 0.001, Duration.ofMillis(100)),
        new Client(5_000, 1),
        1,
        new Planning(0, Duration.ofMillis(10), Duration.ofMillis(10)));
  }
}
