package io.timestore.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./timestore bench}. */
@Command(
    name = "timestore bench",
    mixinStandardHelpOptions = true,
    version = "timestore 0.1.0",
    description =
        "Measures timestore beside clickhouse-jdbc on 3,000,000 real flights, on a stack of its"
            + " own: latency by shape of query, tail and strategy, planning, first query of a JVM,"
            + " rows per second.",
    footer = {
      "",
      "Writes bench.json, bench.md and plots (SVG) into the folder.",
      "Exit codes: 0 measured (whether or not the aims were met), 1 failed, 2 wrong usage."
    })
public final class BenchMain implements Callable<Integer> {
  @Option(
      names = "--quick",
      description = "Fewer repetitions: about 12 minutes instead of about 35.")
  private boolean quick;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "bench-results",
      description = "Folder for the results (${DEFAULT-VALUE}).")
  private Path out = Path.of("bench-results");

  @Option(names = "--smoke", hidden = true)
  private boolean smoke;

  public static void main(String[] arguments) {
    Logger.getLogger("").setLevel(Level.SEVERE);
    System.exit(new CommandLine(new BenchMain()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, SQLException, RunnerException {
    BenchOptions options =
        smoke ? BenchOptions.smoke(out) : quick ? BenchOptions.quick(out) : BenchOptions.full(out);
    BenchResult result = new BenchRun(options, line -> System.err.println("  " + line)).run();
    BenchReport.write(result, options.out());
    System.out.print(BenchReport.markdown(result));
    System.err.println("Results are in " + options.out().toAbsolutePath());
    return 0;
  }
}
