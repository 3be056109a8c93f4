package io.timestore.cli.demo;

import io.timestore.cli.demo.DemoReport.Load;
import java.io.IOException;

/**
 * Loads the bulk of the flights and measures it until everything is flushed; before that, the same
 * files go into a table of ClickHouse alone, which shows what the engine itself can do. That table
 * is partitioned and synced to disk as a cold table is.
 */
final class BulkLoad {
  private static final String SCRATCH = "timestore_demo_scratch";
  private static final double NANOS = 1e9;

  private final ClickHouseHttp clickHouse;
  private final DaemonApi daemon;

  BulkLoad(ClickHouseHttp clickHouse, DaemonApi daemon) {
    this.clickHouse = clickHouse;
    this.daemon = daemon;
  }

  Load run(FlightsFile.Bodies bodies) throws IOException {
    double engineSeconds = engineAlone(bodies);
    long began = System.nanoTime();
    ParallelSend.all(
        bodies.bulk(),
        "Loading through the daemon",
        (number, body) ->
            daemon.bulk(
                Tables.FLIGHTS, body, "application/x-ndjson", "demo-bulk-flights-" + number));
    daemon.flush(Tables.FLIGHTS);
    double timestoreSeconds = (System.nanoTime() - began) / NANOS;
    long rows = FlightsFile.BULK_ROWS;
    return new Load(
        rows,
        bodies.bulkBytes(),
        tenths(timestoreSeconds),
        Math.round(rows / timestoreSeconds),
        tenths(engineSeconds),
        Math.round(rows / engineSeconds));
  }

  private double engineAlone(FlightsFile.Bodies bodies) throws IOException {
    clickHouse.text("DROP DATABASE IF EXISTS " + SCRATCH);
    clickHouse.text("CREATE DATABASE " + SCRATCH);
    clickHouse.text(
        "CREATE TABLE "
            + SCRATCH
            + ".flights (date DateTime64(3, 'UTC'), delay Nullable(Int64),"
            + " distance Nullable(Int64), origin LowCardinality(Nullable(String)),"
            + " destination LowCardinality(Nullable(String))) ENGINE = MergeTree"
            + " PARTITION BY toYYYYMM(date) ORDER BY date"
            + " SETTINGS fsync_after_insert = 1, fsync_part_directory = 1");
    String insert = "INSERT INTO " + SCRATCH + ".flights FORMAT JSONEachRow";
    long began = System.nanoTime();
    ParallelSend.all(
        bodies.bulk(),
        "Loading into ClickHouse alone, to compare",
        (number, body) -> clickHouse.insert(insert, body));
    double seconds = (System.nanoTime() - began) / NANOS;
    clickHouse.text("DROP DATABASE " + SCRATCH);
    return seconds;
  }

  private static double tenths(double seconds) {
    return Math.round(seconds * 10) / 10.0;
  }
}
