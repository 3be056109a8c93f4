package io.timestore.bench;

import io.timestore.bench.BenchResult.Cell;
import io.timestore.bench.BenchResult.ColdStart;
import io.timestore.bench.BenchResult.Planning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * What timestore wants to reach, and what a run reached.
 *
 * @param limit most (or least, for a rate) that is allowed
 * @param worst where the value was found
 */
record Aim(String what, String unit, double limit, double value, boolean met, String worst) {
  private static final int LONG_ANSWER = 100_000;
  private static final int SHIPPED_TAIL = 10_000;
  private static final double EMPTY_MILLIS = 1;
  private static final double SHIP_MILLIS = 6;
  private static final double MERGE_MILLIS = 2;
  private static final double PLANNING_MILLIS = 15;
  private static final double START_MILLIS = 2_000;
  private static final double RATE = 3;

  /** Whether an aim is about the difference with this tail under this strategy. */
  static boolean limitsDifference(int tailRows, String strategy) {
    return tailRows == 0 || (tailRows == SHIPPED_TAIL && !strategy.equals("ship-tail"));
  }

  static List<Aim> of(BenchResult result) {
    List<Aim> aims = new ArrayList<>();
    most(
        aims,
        result.mergeLatency(),
        "empty tail, cached plan: p50 over clickhouse-jdbc",
        "ms",
        EMPTY_MILLIS,
        c -> c.tailRows() == 0 && c.rows() < LONG_ANSWER,
        Cell::difference);
    most(
        aims,
        result.mergeLatency(),
        "answers from 100,000 rows on: time relative to clickhouse-jdbc",
        "x",
        1,
        c -> c.tailRows() == 0 && c.rows() >= LONG_ANSWER,
        Cell::ratio);
    most(
        aims,
        result.mergeLatency(),
        "tail of 10,000 rows: p50 over clickhouse-jdbc",
        "ms",
        SHIP_MILLIS,
        c -> c.tailRows() == SHIPPED_TAIL && c.strategy().equals("auto") && c.rows() < LONG_ANSWER,
        Cell::difference);
    most(
        aims,
        result.mergeLatency(),
        "tail of 10,000 rows, merged here: p50 over clickhouse-jdbc",
        "ms",
        MERGE_MILLIS,
        c ->
            c.tailRows() == SHIPPED_TAIL
                && c.strategy().equals("merge-here")
                && c.used().equals("merge-here")
                && c.rows() < LONG_ANSWER,
        Cell::difference);
    most(
        aims,
        result.planning(),
        "uncached planning of a TPC-H query: p50",
        "ms",
        PLANNING_MILLIS,
        p -> p.kind().equals("uncached") && p.statement().startsWith("tpch"),
        Planning::p50);
    start(aims, result.coldStart());
    double rate = result.clientRate().ratio();
    aims.add(
        new Aim(
            "rows per second to the client relative to clickhouse-jdbc",
            "x",
            RATE,
            rate,
            rate >= RATE,
            result.clientRate().rows() + " rows"));
    return aims;
  }

  private static <T> void most(
      List<Aim> aims,
      List<T> measured,
      String what,
      String unit,
      double limit,
      Predicate<T> counts,
      ToDoubleFunction<T> value) {
    Optional<T> worst = measured.stream().filter(counts).max(Comparator.comparingDouble(value));
    worst.ifPresent(
        w -> {
          double found = value.applyAsDouble(w);
          aims.add(new Aim(what, unit, limit, found, found <= limit, nameOf(w)));
        });
  }

  private static void start(List<Aim> aims, List<ColdStart> starts) {
    double[] totals =
        starts.stream()
            .filter(s -> s.driver().equals("timestore"))
            .mapToDouble(ColdStart::total)
            .sorted()
            .toArray();
    if (totals.length > 0) {
      double median = totals[totals.length / 2];
      aims.add(
          new Aim(
              "connect and first query in a fresh JVM",
              "ms",
              START_MILLIS,
              median,
              median <= START_MILLIS,
              "median of " + totals.length));
    }
  }

  private static String nameOf(Object measured) {
    return measured instanceof Cell c
        ? c.shape()
        : measured instanceof Planning p ? p.statement() : "";
  }

  /** Met, or by how much not. */
  String verdict() {
    if (met) {
      return "met";
    }
    return unit.equals("x")
        ? String.format(
            Locale.ROOT, "missed by a factor of %.2f", Math.max(value / limit, limit / value))
        : String.format(Locale.ROOT, "missed by %.2f %s", value - limit, unit);
  }
}
