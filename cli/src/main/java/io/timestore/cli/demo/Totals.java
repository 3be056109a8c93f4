package io.timestore.cli.demo;

import java.util.List;

/**
 * Sums over all flights. Two sources with equal totals hold the same rows, but for a rare chance:
 * the products tie the columns of a row together, so an exchange between rows shows.
 */
record Totals(
    long rows, long delay, long distance, long delayTimesDistance, String first, String last) {

  /** Runs on ClickHouse and through timestore; answers one row in the order of the components. */
  static String sql(String table) {
    return "SELECT COUNT(*) AS c, SUM(delay) AS d, SUM(distance) AS m, SUM(delay * distance) AS p,"
        + " MIN(\"date\") AS a, MAX(\"date\") AS z FROM "
        + table
        + " AS f";
  }

  /** From one line of tab-separated text. */
  static Totals parse(String line) {
    return of(List.of(line.split("\t")));
  }

  static Totals of(List<String> cells) {
    return new Totals(
        Long.parseLong(cells.get(0)),
        Long.parseLong(cells.get(1)),
        Long.parseLong(cells.get(2)),
        Long.parseLong(cells.get(3)),
        Cells.time(cells.get(4)),
        Cells.time(cells.get(5)));
  }
}
