package io.timestore.bench;

import java.sql.SQLException;
import java.time.Duration;

/**
 * Two readers run by turns, so that whatever else the machine does hits both. JMH has no such mode:
 * it measures one benchmark after another, and on a machine that is not silent a difference of a
 * millisecond drowns in what changed in between.
 */
final class PairedRun {
  private static final int WARM_UPS = 3;

  private PairedRun() {}

  /**
   * What was measured.
   *
   * @param difference of each pair, first minus second
   */
  record Pair(Samples first, Samples second, Samples difference, long firstRows, long secondRows) {}

  /**
   * Runs pairs until the time is over, but at least and at most so many.
   *
   * @param time for all pairs together
   */
  static Pair run(RowReader first, RowReader second, Duration time, int least, int most)
      throws SQLException {
    for (int i = 0; i < WARM_UPS; i++) {
      first.run();
      second.run();
    }
    Pair pair = new Pair(new Samples(), new Samples(), new Samples(), first.run(), second.run());
    long end = System.nanoTime() + time.toNanos();
    for (int i = 0; i < most && (i < least || System.nanoTime() < end); i++) {
      boolean firstFirst = i % 2 == 0;
      long one = nanos(firstFirst ? first : second);
      long other = nanos(firstFirst ? second : first);
      pair.first().add(firstFirst ? one : other);
      pair.second().add(firstFirst ? other : one);
      pair.difference().add(firstFirst ? one - other : other - one);
    }
    return pair;
  }

  private static long nanos(RowReader reader) throws SQLException {
    long start = System.nanoTime();
    reader.run();
    return System.nanoTime() - start;
  }
}
