package io.timestore.bench;

import io.timestore.bench.BenchResult.Cell;
import io.timestore.bench.BenchResult.Planning;
import io.timestore.bench.SvgBars.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws what a run measured. */
final class BenchPlots {
  private static final double PLANNING_LIMIT = 15;

  private BenchPlots() {}

  static void write(BenchResult result, Path folder) throws IOException {
    Files.writeString(folder.resolve("merge-latency.svg"), latency(result.mergeLatency()));
    Files.writeString(folder.resolve("planning.svg"), planning(result.planning()));
    BenchResult.ClientRate rate = result.clientRate();
    Files.writeString(
        folder.resolve("client-rate.svg"),
        SvgBars.draw(
            "Rows per second to the client, ten columns",
            "million/s",
            List.of("timestore", "clickhouse-jdbc"),
            List.of(
                new Series(
                    "rows per second",
                    List.of(
                        rate.timestoreRowsPerSecond() / 1e6,
                        rate.clickHouseRowsPerSecond() / 1e6))),
            Double.NaN));
  }

  private static String latency(List<Cell> cells) {
    List<String> shapes =
        cells.stream()
            .map(Cell::shape)
            .distinct()
            .filter(s -> !s.equals(Shape.FULL_SCAN.title()))
            .toList();
    List<Integer> tails = cells.stream().map(Cell::tailRows).distinct().toList();
    List<Series> series = new ArrayList<>();
    series.add(
        new Series(
            "clickhouse-jdbc, cold rows",
            shapes.stream().map(s -> p50(cells, s, 0, false)).toList()));
    for (int tail : tails) {
      series.add(
          new Series(
              String.format(Locale.ROOT, "tail %,d", tail),
              shapes.stream().map(s -> p50(cells, s, tail, true)).toList()));
    }
    return SvgBars.draw("Latency p50, strategy auto", "ms", shapes, series, Double.NaN);
  }

  private static double p50(List<Cell> cells, String shape, int tail, boolean timestore) {
    return cells.stream()
        .filter(c -> c.shape().equals(shape) && c.tailRows() == tail && c.strategy().equals("auto"))
        .mapToDouble(c -> timestore ? c.timestoreP50() : c.clickHouseP50())
        .findFirst()
        .orElse(Double.NaN);
  }

  private static String planning(List<Planning> times) {
    List<Planning> uncached = times.stream().filter(p -> p.kind().equals("uncached")).toList();
    return SvgBars.draw(
        "Planning without the cache, p50",
        "ms",
        uncached.stream().map(Planning::statement).toList(),
        List.of(new Series("p50", uncached.stream().map(Planning::p50).toList())),
        PLANNING_LIMIT);
  }
}
