package io.timestore.bench;

import java.sql.SQLException;

/**
 * Two readers run by turns, so that whatever else the machine does hits both. JMH has no such mode:
 * it measures one benchmark after another, and on a machine that is not silent a difference of a
 * millisecond drowns in what changed in between.
 */
final class PairedRun {
  private static final int WARM_UPS = 3;
  private static final double MEDIAN = 50;
  private static final int LOOK = 25; // pairs between two looks at the precision

  private PairedRun() {}

  /**
   * What was measured.
   *
   * @param difference of each pair, first minus second
   */
  record Pair(Samples first, Samples second, Samples difference, long firstRows, long secondRows) {}

  /** Runs pairs until they are enough, and the difference is known as precisely as is asked. */
  static Pair run(RowReader first, RowReader second, BenchOptions.Pairs pairs) throws SQLException {
    for (int i = 0; i < WARM_UPS; i++) {
      first.run();
      second.run();
    }
    Pair pair = new Pair(new Samples(), new Samples(), new Samples(), first.run(), second.run());
    long start = System.nanoTime();
    for (int i = 0; more(i, System.nanoTime() - start, pairs, pair); i++) {
      boolean firstFirst = i % 2 == 0;
      long one = nanos(firstFirst ? first : second);
      long other = nanos(firstFirst ? second : first);
      pair.first().add(firstFirst ? one : other);
      pair.second().add(firstFirst ? other : one);
      pair.difference().add(firstFirst ? one - other : other - one);
    }
    return pair;
  }

  /** Whether another is needed does not depend on which side was faster. */
  private static boolean more(int done, long nanos, BenchOptions.Pairs pairs, Pair pair) {
    if (done < pairs.least()) {
      return true;
    }
    if (done < pairs.most() && nanos < pairs.time().toNanos()) {
      return true;
    }
    return nanos < pairs.longest().toNanos()
        && (done % LOOK != 0
            || pair.difference().medianError().orElse(Double.MAX_VALUE)
                > pairs.precision() * pair.second().millis(MEDIAN));
  }

  private static long nanos(RowReader reader) throws SQLException {
    long start = System.nanoTime();
    reader.run();
    return System.nanoTime() - start;
  }
}
