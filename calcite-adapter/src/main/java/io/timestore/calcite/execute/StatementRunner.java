package io.timestore.calcite.execute;

import io.timestore.calcite.execute.Provenance.Filter;
import io.timestore.calcite.merge.Bindings;
import io.timestore.calcite.merge.MergePlan;
import io.timestore.calcite.merge.NotMergeableException;
import io.timestore.calcite.plan.CompiledPlan;
import io.timestore.core.block.NativeBlock;
import io.timestore.core.clickhouse.ClickHouse;
import io.timestore.core.clickhouse.ClickHouseResult;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.hot.TailCache;
import java.time.Instant;

/**
 * Computes an answer from a plan and a snapshot, in the way that is asked for or cheapest.
 * Thread-safe.
 *
 * <p>ClickHouse is read without the watermark filter only where the answer is small, nothing was
 * being inserted at the capture, and no insert began until the last row was read.
 */
final class StatementRunner {
  /**
   * What the first run of a statement adds to its id, so that ending it leaves the second alone.
   */
  static final String UNFILTERED = "-unfiltered";

  private final ClickHouse clickHouse;
  private final TailCache tails;
  private final LargeResults largeResults = new LargeResults();

  StatementRunner(ClickHouse clickHouse, TailCache tails) {
    this.clickHouse = clickHouse;
    this.tails = tails;
  }

  /**
   * A statement about to run.
   *
   * @param now the statement's time
   */
  record Job(
      CompiledPlan plan,
      StatementSnapshot snapshot,
      QueryRequest request,
      Instant now,
      long planNanos,
      long captureNanos) {}

  /** What ClickHouse answers, and how it was asked. */
  private record Read(
      ClickHouseResult result, ClickHouseStatement statement, Filter filter, long sentAt) {}

  /**
   * Runs a statement.
   *
   * @param measured told what ClickHouse answered
   */
  QueryAnswer run(Job job, Measured measured) {
    Way way = Way.choose(job);
    if (way.merge() != null) {
      try {
        return run(job, way, measured);
      } catch (NotMergeableException e) {
        job.plan().variants().forgetMerge();
      }
    }
    return run(job, way.merge() == null ? way : Way.there(job, job.snapshot()), measured);
  }

  /**
   * Explains a statement.
   *
   * @param analyze whether it is run, and its answer read to the end
   */
  QueryAnswer explain(Job job, boolean analyze) {
    long start = System.nanoTime();
    Way way = Way.choose(job);
    boolean filtered = !mayReadUnfiltered(job, way);
    ClickHouseStatement statement = statement(job, way, filtered);
    Explanation explanation = new Explanation();
    explanation.decided(job, way, statement, filtered);
    Filter filter = filtered && !way.snapshot().tables().isEmpty() ? Filter.WATERMARK : Filter.NONE;
    Provenance provenance =
        Provenance.of(
            way.strategy(),
            filter,
            job.snapshot(),
            statement.sql(),
            job.planNanos(),
            job.captureNanos());
    if (analyze) {
      Measured measured = new Measured();
      long ran = System.nanoTime();
      try (QueryAnswer answer = run(job, measured)) {
        long rows = 0;
        for (NativeBlock block = answer.next(); block != null; block = answer.next()) {
          rows += block.rows();
        }
        explanation.ran(job, answer, measured, rows, System.nanoTime() - ran);
        provenance = answer.provenance();
      }
    }
    return explanation.answer(provenance, start);
  }

  private QueryAnswer run(Job job, Way way, Measured measured) {
    Read read = read(job, way, measured);
    Provenance provenance =
        Provenance.of(
            way.strategy(),
            read.filter(),
            job.snapshot(),
            read.statement().sql(),
            job.planNanos(),
            job.captureNanos());
    return new QueryAnswer(
        job.plan().columns(), merged(job, way, read.result()), provenance, read.sentAt());
  }

  private static ClickHouseResult merged(Job job, Way way, ClickHouseResult cold) {
    MergePlan merge = way.merge();
    MergePlan.HotRows hot = way.hot();
    if (merge == null || hot == null) {
      return cold;
    }
    try {
      ClickHouseResult merged =
          merge.merge(cold, hot, new Bindings(job.now(), job.request().parameters()));
      long maxRows = job.request().maxRows();
      return maxRows > 0 ? new LimitedResult(merged, maxRows) : merged;
    } catch (RuntimeException e) {
      cold.close();
      throw e;
    }
  }

  /** Reads ClickHouse, without the filter first where that may do. */
  private Read read(Job job, Way way, Measured measured) {
    if (way.merge() != null && way.snapshot().nothingCold()) {
      return new Read(
          new HeldResult(), statement(job, way, true), Filter.WATERMARK, System.nanoTime());
    }
    if (mayReadUnfiltered(job, way)) {
      ClickHouseStatement unfiltered = statement(job, way, false);
      long sentAt = System.nanoTime();
      HeldResult held = HeldResult.of(clickHouse.query(unfiltered));
      measured.addNanos(System.nanoTime() - sentAt);
      if (held == null) {
        largeResults.add(way.sql());
      } else if (job.snapshot().unmoved(tails)) {
        return new Read(measured.measure(held), unfiltered, Filter.NONE, sentAt);
      }
    }
    ClickHouseStatement statement = statement(job, way, true);
    Filter filter = way.snapshot().tables().isEmpty() ? Filter.NONE : Filter.WATERMARK;
    long sentAt = System.nanoTime();
    ClickHouseResult result = clickHouse.query(statement);
    measured.addNanos(System.nanoTime() - sentAt);
    return new Read(measured.measure(result), statement, filter, sentAt);
  }

  /** The statement as it is sent. */
  static ClickHouseStatement statement(Job job, Way way, boolean filtered) {
    String id = job.request().queryId();
    return ClickHouseCall.of(
        job, way.snapshot(), way.sql(), filtered ? id : id + UNFILTERED, way.maxRows(), filtered);
  }

  /** Rows above W are visible in ClickHouse only between an insert and its promotion. */
  boolean mayReadUnfiltered(Job job, Way way) {
    return job.plan().smallResult()
        && !way.snapshot().tables().isEmpty()
        && way.snapshot().nothingInserting()
        && !largeResults.contains(way.sql());
  }
}
