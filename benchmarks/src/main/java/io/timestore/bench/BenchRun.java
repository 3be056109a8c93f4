package io.timestore.bench;

import io.timestore.bench.BenchResult.Cell;
import io.timestore.bench.BenchResult.ClientRate;
import io.timestore.bench.BenchResult.ColdStart;
import io.timestore.bench.BenchResult.Machine;
import io.timestore.bench.BenchResult.Planning;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import org.openjdk.jmh.runner.RunnerException;

/** Measures everything, one thing after another. */
final class BenchRun {
  private final BenchOptions options;
  private final Consumer<String> progress;

  BenchRun(BenchOptions options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
  }

  BenchResult run() throws IOException, SQLException, RunnerException {
    double loadBefore = load();
    try (BenchStack stack = new BenchStack()) {
      progress.accept("loading " + options.coldRows() + " flights into ClickHouse");
      FlightTables tables = FlightTables.load(stack, options.coldRows());
      progress.accept("fresh JVMs");
      List<ColdStart> starts = ColdStarts.run(stack, tables, options.coldStarts());
      starts.forEach(start -> progress.accept(start.toString()));
      progress.accept("rows to the client");
      ClientRate rate = ClientRateRun.run(stack, options.client());
      progress.accept(rate.toString());
      progress.accept("merge latency");
      List<Cell> cells = new MergeLatency(stack, tables, options, progress).run();
      progress.accept("planning");
      List<Planning> planning = PlanningTimes.run(options);
      return new BenchResult(machine(loadBefore), tables.coldRows(), cells, planning, starts, rate);
    }
  }

  private static Machine machine(double loadBefore) {
    return new Machine(
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        Runtime.getRuntime().availableProcessors(),
        loadBefore,
        load(),
        System.getProperty("java.version", "?"),
        System.getProperty("os.name", "?") + " " + System.getProperty("os.arch", "?"));
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
