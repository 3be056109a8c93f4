package io.timestore.bench;

import io.timestore.bench.BenchResult.Cell;
import java.util.Locale;

/** One line about one result, for people who wait. */
final class Lines {
  private Lines() {}

  static String of(Cell c) {
    return String.format(
        Locale.ROOT,
        "%-15s tail %6d  %-10s %-10s %8.2f ms, ClickHouse %8.2f ms: %s ms, x %.2f (%d pairs)",
        c.shape(),
        c.tailRows(),
        c.strategy(),
        c.used(),
        c.timestoreP50(),
        c.clickHouseP50(),
        difference(c),
        c.ratio(),
        c.pairs());
  }

  /** With its error, if that is known. */
  static String difference(Cell c) {
    String difference = String.format(Locale.ROOT, "%+.2f", c.difference());
    return c.error() == null
        ? difference
        : difference + String.format(Locale.ROOT, " ± %.2f", c.error());
  }
}
