package io.timestore.bench;

import io.timestore.bench.BenchResult.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A ratio that timestore aims at, and the one that a run measured. Ratios hold on any machine;
 * times do not.
 *
 * @param atMost whether the limit is the most that is allowed, else the least
 */
record Aim(String name, boolean atMost, double limit, double value) {
  private static final double LATENCY = 1.1;
  private static final int TAIL = 10_000;
  private static final double RATE = 3;

  /** Whether an aim limits the latency with this tail under this strategy. */
  static boolean limits(int tailRows, String strategy) {
    return strategy.equals("auto") && (tailRows == 0 || tailRows == TAIL);
  }

  static List<Aim> of(BenchResult result) {
    List<Aim> aims = new ArrayList<>();
    for (Cell cell : result.mergeLatency()) {
      if (limits(cell.tailRows(), cell.strategy())) {
        String name =
            String.format(Locale.ROOT, "%s, tail of %,d rows: p50", cell.shape(), cell.tailRows());
        aims.add(new Aim(name, true, LATENCY, cell.ratio()));
      }
    }
    aims.add(new Aim("rows per second to the client", false, RATE, result.clientRate().ratio()));
    return aims;
  }

  boolean met() {
    return atMost ? value <= limit : value >= limit;
  }

  /** Met, or the distance to the limit. */
  String verdict() {
    return met() ? "met" : String.format(Locale.ROOT, "missed by %.2fx", Math.abs(value - limit));
  }
}
