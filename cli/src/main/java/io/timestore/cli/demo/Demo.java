package io.timestore.cli.demo;

import io.timestore.cli.console.Progress;
import io.timestore.cli.demo.DemoReport.Comparison;
import io.timestore.cli.demo.DemoReport.Load;
import io.timestore.cli.demo.DemoReport.Stream;
import io.timestore.embedded.StackComponent;
import io.timestore.embedded.StackSettings;
import io.timestore.embedded.chdb.EngineLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The demo from beginning to end, against a stack that is up. Every request carries an idempotency
 * key that depends only on its rows, so a demo that was interrupted can be started again.
 */
public final class Demo {
  private final StackSettings settings;
  private final Path airports;
  private final ClickHouseHttp clickHouse;
  private final DaemonApi daemon;
  private final FlightsFile file;
  private final SelfCheck selfCheck = new SelfCheck();
  private @Nullable Load load;
  private @Nullable Stream streamed;

  /** A demo on the sample data that was fetched with the engine. */
  public Demo(StackSettings settings) {
    Path samples = EngineLibrary.folder().resolve("node_modules/vega-datasets/data");
    this.settings = settings;
    this.airports = samples.resolve("airports.csv");
    this.clickHouse = new ClickHouseHttp(settings.endpoint(StackComponent.ENGINE));
    this.daemon = new DaemonApi(settings.endpoint(StackComponent.DAEMON).url());
    this.file = new FlightsFile(samples.resolve("flights-3m.parquet"), clickHouse);
  }

  public DemoReport run() throws IOException, SQLException {
    long began = System.nanoTime();
    Totals expected = file.totals();
    prepareTables();
    List<Comparison> comparisons;
    try (Questioning questioning =
        new Questioning(settings.jdbcUrl(), settings.endpoint(StackComponent.ENGINE), selfCheck)) {
      comparisons = loadAndAsk(questioning);
      checkTotals("with what is still hot", expected, questioning.totals());
      daemon.flush(Tables.FLIGHTS);
      checkTotals("after the last flush", expected, questioning.totals());
      questioning.checkAnswers(
          new Tables(file.tableExpression(), "file('" + airports + "', CSVWithNames)"));
    }
    List<String> failures = selfCheck.failures();
    return new DemoReport(
        failures.isEmpty(),
        settings.jdbcUrl(),
        Math.round((System.nanoTime() - began) / 1e8) / 10.0,
        load,
        streamed,
        comparisons,
        selfCheck.all(),
        failures);
  }

  private void prepareTables() throws IOException {
    String start = "2001-01-01T00:00:00Z";
    daemon.createTable(Tables.FLIGHTS, Flights.FIELDS, start, "2001-07-01T00:00:00Z");
    daemon.createTable(Tables.AIRPORTS, Flights.AIRPORT_FIELDS, start, start);
    daemon.bulk(Tables.AIRPORTS, airports, "text/csv", "demo-bulk-airports");
    daemon.flush(Tables.AIRPORTS);
  }

  private List<Comparison> loadAndAsk(Questioning questioning) throws IOException, SQLException {
    Tables cold = Tables.cold(settings.endpoint(StackComponent.POSTGRES));
    if (questioning.count() >= FlightsFile.ROWS) {
      System.err.println("An earlier demo loaded the flights already; only questions are asked.");
      return questioning.sideBySide(cold, null);
    }
    Path folder = Files.createTempDirectory(settings.home(), "demo-");
    try {
      FlightsFile.Bodies bodies = writeBodies(folder);
      load = new BulkLoad(clickHouse, daemon).run(bodies);
      LiveStream stream = new LiveStream(daemon, bodies, questioning.count());
      stream.start();
      List<Comparison> comparisons = questioning.sideBySide(cold, stream);
      stream.await();
      streamed = stream.report();
      selfCheck.equal(
          "batches sent twice that were answered as replays",
          streamed.sentTwice(),
          streamed.replayed());
      return comparisons;
    } finally {
      deleteFolder(folder);
    }
  }

  private FlightsFile.Bodies writeBodies(Path folder) throws IOException {
    try (Progress progress =
        Progress.start("Writing the flights as JSON", "rows", FlightsFile.ROWS)) {
      FlightsFile.Bodies bodies = file.writeBodies(folder);
      progress.add(FlightsFile.ROWS);
      return bodies;
    }
  }

  private void checkTotals(String when, Totals expected, Totals found) {
    selfCheck.equal("rows " + when, expected.rows(), found.rows());
    selfCheck.equal("sum of delays " + when, expected.delay(), found.delay());
    selfCheck.equal("sum of distances " + when, expected.distance(), found.distance());
    selfCheck.equal(
        "sum of delay × distance " + when,
        expected.delayTimesDistance(),
        found.delayTimesDistance());
    selfCheck.equal("first flight " + when, expected.first(), found.first());
    selfCheck.equal("last flight " + when, expected.last(), found.last());
  }

  private static void deleteFolder(Path folder) throws IOException {
    try (java.util.stream.Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
