package io.timestore.calcite.proof;

import io.timestore.calcite.proof.data.SampleData;
import io.timestore.calcite.proof.data.SampleTable;
import io.timestore.calcite.proof.query.Expr;
import io.timestore.calcite.proof.query.Query;
import io.timestore.calcite.proof.query.QueryGenerator;
import io.timestore.core.clickhouse.ClickHouse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks many random queries over the sample tables in every placement. */
final class RandomQueries {
  private static final int MEAN_ROWS = 12;
  private static final long SPREAD = 1_000_003L;

  private final Path directory;
  private final long seed;
  private final List<SampleTable> tables;
  private final List<PlacedTables> placed = new ArrayList<>();
  private final PlainClickHouse plain;

  /**
   * Puts the tables in their places.
   *
   * @param directory for files that DuckDB reads
   */
  RandomQueries(ClickHouse clickHouse, Path directory, long seed) {
    this.directory = directory;
    this.seed = seed;
    this.tables = SampleData.tables(seed);
    this.plain = new PlainClickHouse(clickHouse, "plain");
    tables.forEach(plain::load);
    for (Placement placement : Placement.standard(seed)) {
      placed.add(new PlacedTables(clickHouse, "random", placement, tables, MEAN_ROWS));
    }
  }

  /**
   * How the queries went.
   *
   * @param inDuckDb how many DuckDB answered too
   * @param inClickHouse how many a plain ClickHouse table answered too
   * @param refused how many are not supported
   * @param failures each with its query's number, SQL, plan and both answers
   * @param notes queries that were refused, and why
   */
  record Report(
      int queries,
      int inDuckDb,
      int inClickHouse,
      int refused,
      int failed,
      List<String> failures,
      List<String> notes) {}

  /** Asks so many queries with so many threads; describes at most so many failures. */
  Report run(int from, int count, int threads, int most) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      AtomicInteger next = new AtomicInteger(from);
      Tally tally = new Tally(most);
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        workers.add(pool.submit(() -> work(next, from + count, tally)));
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
      return tally.report(count);
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      pool.shutdown();
    }
  }

  private void work(AtomicInteger next, int end, Tally tally) {
    try (DuckDb duckDb = new DuckDb()) {
      synchronized (this) {
        tables.forEach(table -> duckDb.load(table, directory));
      }
      Check check = new Check(placed, duckDb, plain);
      for (int i = next.getAndIncrement(); i < end; i = next.getAndIncrement()) {
        long querySeed = seed * SPREAD + i;
        Query query = new QueryGenerator(new Random(querySeed)).statement();
        Check.Result result = check.run(query, querySeed);
        String description = "";
        if (result.outcome() == Check.Outcome.DIFFERENT && tally.wantsMore()) {
          Query shrunk = check.shrunk(query, querySeed);
          description = describe(i, query, shrunk, check.run(shrunk, querySeed));
        }
        tally.add(query, result, description);
      }
    }
  }

  private String describe(int number, Query query, Query shrunk, Check.Result result) {
    Expr whole = query.statement();
    Expr small = shrunk.statement();
    return "seed "
        + seed
        + ", query "
        + number
        + ": "
        + whole.ours()
        + " "
        + whole.parameters()
        + "\nshrunk: "
        + small.ours()
        + " "
        + small.parameters()
        + "\nin DuckDB: "
        + small.duck()
        + "\nin ClickHouse: "
        + small.click()
        + "\n"
        + result.difference()
        + "\n";
  }

  /** Counts. Thread-safe. */
  private static final class Tally {
    private final int most;
    private final List<String> failures = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int inDuckDb;
    private int inClickHouse;
    private int refused;
    private int failed;

    Tally(int most) {
      this.most = most;
    }

    synchronized boolean wantsMore() {
      return failures.size() < most;
    }

    synchronized void add(Query query, Check.Result result, String description) {
      inDuckDb += result.duckDb() ? 1 : 0;
      inClickHouse += result.clickHouse() ? 1 : 0;
      if (result.outcome() == Check.Outcome.DIFFERENT) {
        failed++;
        if (!description.isEmpty()) {
          failures.add(description);
        }
      } else if (result.difference() != null) {
        refused += result.outcome() == Check.Outcome.REFUSED ? 1 : 0;
        notes.add(query.statement().ours() + "\n  " + result.difference());
      }
    }

    synchronized Report report(int queries) {
      return new Report(queries, inDuckDb, inClickHouse, refused, failed, failures, notes);
    }
  }
}
