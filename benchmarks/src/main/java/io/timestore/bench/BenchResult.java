package io.timestore.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that a run measured; this is the JSON file. Times are milliseconds. */
record BenchResult(
    Machine machine,
    long coldRows,
    List<Cell> mergeLatency,
    List<Planning> planning,
    List<ColdStart> coldStart,
    ClientRate clientRate) {
  BenchResult {
    mergeLatency = List.copyOf(mergeLatency);
    planning = List.copyOf(planning);
    coldStart = List.copyOf(coldStart);
  }

  /** Where it was measured. */
  record Machine(
      String date, int processors, double loadBefore, double loadAfter, String java, String os) {}

  /**
   * One shape with one tail under one strategy, beside the same statement on the cold rows.
   *
   * @param used the strategy that the engine took
   * @param difference median of the differences within pairs
   * @param error the true median is as far from that at most, with a probability of 95 percent;
   *     null if there were too few pairs to tell
   */
  record Cell(
      String shape,
      int tailRows,
      String strategy,
      String used,
      long rows,
      int pairs,
      double timestoreP50,
      double timestoreP99,
      double clickHouseP50,
      double clickHouseP99,
      double difference,
      @Nullable Double error,
      double ratio) {}

  /**
   * The planning of one statement.
   *
   * @param kind {@code uncached}, {@code cached text} (the very text was planned before) or {@code
   *     cached shape} (the same statement with other values was)
   */
  record Planning(String statement, String kind, double p50, double p99) {}

  /**
   * A fresh JVM.
   *
   * @param jvm from the start of the process to the start of the program
   * @param connect from there until connected
   * @param firstQuery from there to the end of the first answer
   * @param secondQuery the same statement once more
   */
  record ColdStart(
      String driver, double jvm, double connect, double firstQuery, double secondQuery) {
    double total() {
      return connect + firstQuery;
    }
  }

  /** Reading a long answer of ten columns. */
  record ClientRate(
      long rows, double timestoreRowsPerSecond, double clickHouseRowsPerSecond, double ratio) {}
}
