package io.timestore.bench;

import io.timestore.bench.BenchResult.Cell;
import java.util.Locale;

/** One line about one result, for people who wait. */
final class Lines {
  private Lines() {}

  static String of(Cell c) {
    return String.format(
        Locale.ROOT,
        "%-15s tail %6d  %-10s %-10s %8.2f ms, ClickHouse %8.2f ms: %+7.2f ms, x %.2f (%d pairs)",
        c.shape(),
        c.tailRows(),
        c.strategy(),
        c.used(),
        c.timestoreP50(),
        c.clickHouseP50(),
        c.difference(),
        c.ratio(),
        c.pairs());
  }
}
