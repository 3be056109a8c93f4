package io.timestore.calcite.execute;

import io.timestore.calcite.clickhouse.GeneratedSql;
import io.timestore.calcite.execute.Provenance.Filter;
import io.timestore.calcite.execute.Provenance.Strategy;
import io.timestore.calcite.merge.Bindings;
import io.timestore.calcite.merge.MergePlan;
import io.timestore.calcite.merge.NotMergeableException;
import io.timestore.calcite.plan.CompiledPlan;
import io.timestore.core.clickhouse.ClickHouse;
import io.timestore.core.clickhouse.ClickHouseResult;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.hot.TailCache;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

  QueryAnswer run(Job job) {
    MergePlan merge = mergePlan(job);
    if (merge != null) {
      try {
        return mergeHere(job, merge);
      } catch (NotMergeableException e) {
        job.plan().variants().forgetMerge();
      }
    }
    return computeThere(job, job.snapshot());
  }

  private static @Nullable MergePlan mergePlan(Job job) {
    boolean wanted = job.request().options().strategy() != MergeStrategy.SHIP_TAIL;
    return wanted && job.snapshot().hasTail() ? job.plan().variants().merge() : null;
  }

  private QueryAnswer computeThere(Job job, StatementSnapshot snapshot) {
    Read read = read(job, snapshot, job.plan().generated(), job.request().maxRows());
    Strategy strategy =
        snapshot.tables().isEmpty()
            ? Strategy.NO_TABLE
            : snapshot.hasTail() ? Strategy.SHIP_TAIL : Strategy.COLD_ONLY;
    return answer(job, strategy, read, read.result());
  }

  private QueryAnswer mergeHere(Job job, MergePlan merge) {
    TableTail tail = Objects.requireNonNull(job.snapshot().tables().get(merge.table()));
    Bindings bindings = new Bindings(job.now(), job.request().parameters());
    MergePlan.HotRows hot = merge.hotRows(tail.lanes(), bindings);
    if (hot.rows() == 0) {
      return computeThere(job, job.snapshot().withoutTails());
    }
    Read read = read(job, job.snapshot().withoutTails(), merge.cold(), 0);
    ClickHouseResult merged;
    try {
      merged = merge.merge(read.result(), hot, bindings);
    } catch (RuntimeException e) {
      read.result().close();
      throw e;
    }
    long maxRows = job.request().maxRows();
    return answer(
        job, Strategy.MERGE_HERE, read, maxRows > 0 ? new LimitedResult(merged, maxRows) : merged);
  }

  /** Reads ClickHouse, without the filter first where that may do. */
  private Read read(Job job, StatementSnapshot snapshot, GeneratedSql sql, long maxRows) {
    CallFactory calls = new CallFactory(job, snapshot, sql, maxRows);
    if (mayReadUnfiltered(job, snapshot, sql)) {
      ClickHouseStatement unfiltered = calls.make(job.request().queryId() + UNFILTERED, false);
      long sentAt = System.nanoTime();
      HeldResult held = HeldResult.of(clickHouse.query(unfiltered));
      if (held == null) {
        largeResults.add(sql);
      } else if (job.snapshot().unmoved(tails)) {
        return new Read(held, unfiltered, Filter.NONE, sentAt);
      }
    }
    ClickHouseStatement statement = calls.make(job.request().queryId(), true);
    Filter filter = snapshot.tables().isEmpty() ? Filter.NONE : Filter.WATERMARK;
    long sentAt = System.nanoTime();
    return new Read(clickHouse.query(statement), statement, filter, sentAt);
  }

  private record CallFactory(Job job, StatementSnapshot snapshot, GeneratedSql sql, long maxRows) {
    ClickHouseStatement make(String queryId, boolean filtered) {
      return ClickHouseCall.of(job, snapshot, sql, queryId, maxRows, filtered);
    }
  }

  /** Rows above W are visible in ClickHouse only between an insert and its promotion. */
  private boolean mayReadUnfiltered(Job job, StatementSnapshot snapshot, GeneratedSql sql) {
    return job.plan().smallResult()
        && !snapshot.tables().isEmpty()
        && snapshot.nothingInserting()
        && !largeResults.contains(sql);
  }

  private static QueryAnswer answer(
      Job job, Strategy strategy, Read read, ClickHouseResult result) {
    Provenance provenance =
        Provenance.of(
            strategy,
            read.filter(),
            job.snapshot(),
            read.statement().sql(),
            job.planNanos(),
            job.captureNanos());
    return new QueryAnswer(job.plan().columns(), result, provenance, read.sentAt());
  }
}
