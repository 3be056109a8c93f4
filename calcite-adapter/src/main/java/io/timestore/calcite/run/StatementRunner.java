package io.timestore.calcite.run;

import io.timestore.calcite.merge.MergePlan;
import io.timestore.calcite.merge.column.Bindings;
import io.timestore.calcite.merge.column.NotMergeableException;
import io.timestore.calcite.merge.tail.DecodedBlocks;
import io.timestore.calcite.plan.CompiledPlan;
import io.timestore.calcite.plan.LocalPlan;
import io.timestore.calcite.request.QueryRequest;
import io.timestore.calcite.run.StatementProvenance.Filter;
import io.timestore.calcite.run.StatementProvenance.Strategy;
import io.timestore.calcite.snapshot.StatementSnapshot;
import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.clickhouse.ClickHouse;
import io.timestore.core.clickhouse.ClickHouseResult;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.hot.TailCache;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Computes an answer from a plan and a snapshot, in the way that is asked for or cheapest.
 * Thread-safe.
 *
 * <p>ClickHouse is read without the watermark filter only where the answer is small, nothing was
 * being inserted at the capture, and no insert began until the last row was read.
 */
public final class StatementRunner {
  /**
   * What the first run of a statement adds to its id, so that ending it leaves the second alone.
   */
  static final String UNFILTERED = "-unfiltered";

  private final ClickHouse clickHouse;
  private final TailCache tails;
  private final LocalStatements local = new LocalStatements();
  private final DecodedBlocks decoded = new DecodedBlocks();

  public StatementRunner(ClickHouse clickHouse, TailCache tails) {
    this.clickHouse = clickHouse;
    this.tails = tails;
  }

  /**
   * A statement about to run.
   *
   * @param now the statement's time
   */
  public record Job(
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
  public QueryAnswer run(Job job, Measured measured) {
    LocalPlan parts = job.plan().local();
    if (parts != null) {
      return runHere(job, parts, measured);
    }
    Way way = Way.choose(job, decoded);
    if (way.merge() != null) {
      try {
        return run(job, way, measured);
      } catch (NotMergeableException e) {
        job.plan().variants().forgetMerge();
      }
    }
    return run(job, way.merge() == null ? way : Way.there(job, job.snapshot()), measured);
  }

  /** Computes here what ClickHouse does not, over parts that are read by the watermark. */
  private QueryAnswer runHere(Job job, LocalPlan parts, Measured measured) {
    long sentAt = System.nanoTime();
    LocalStatement statement =
        new LocalStatement(job, parts, (part, number) -> readPart(part, measured));
    ClickHouseResult answer = local.run(job.request().queryId(), statement);
    long maxRows = job.request().maxRows();
    return new QueryAnswer(
        job.plan().columns(),
        maxRows > 0 ? new LimitedResult(answer, maxRows) : answer,
        provenanceHere(job),
        sentAt);
  }

  private ClickHouseResult readPart(Job part, Measured measured) {
    QueryAnswer answer = run(part, measured);
    return new ClickHouseResult() {
      @Override
      public @Nullable NativeBlock next() {
        return answer.next();
      }

      @Override
      public void close() {
        answer.close();
      }
    };
  }

  /** Ends what a statement runs here. */
  void kill(String queryId) {
    local.kill(queryId, clickHouse);
  }

  /**
   * Explains a statement.
   *
   * @param analyze whether it is run, and its answer read to the end
   */
  QueryAnswer explain(Job job, boolean analyze) {
    long start = System.nanoTime();
    Explanation explanation = new Explanation();
    LocalPlan parts = job.plan().local();
    StatementProvenance provenance =
        parts == null ? explainWay(job, explanation) : explainParts(job, parts, explanation);
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

  private StatementProvenance explainWay(Job job, Explanation explanation) {
    Way way = Way.choose(job, decoded);
    boolean filtered = !mayReadUnfiltered(job, way);
    ClickHouseStatement statement = statement(job, way, filtered);
    explanation.decided(job, way, statement, filtered);
    Filter filter = filtered && !way.snapshot().tables().isEmpty() ? Filter.WATERMARK : Filter.NONE;
    return provenance(job, way.strategy(), filter, statement.sql());
  }

  private StatementProvenance explainParts(Job job, LocalPlan parts, Explanation explanation) {
    explanation.runsHere(job, parts.program());
    LocalStatement statement =
        new LocalStatement(
            job,
            parts,
            (part, number) -> {
              throw new IllegalStateException("a part is only explained");
            });
    for (int i = 0; i < parts.parts().size(); i++) {
      Job part = statement.partJob(i);
      Way way = Way.choose(part, decoded);
      explanation.part(i, part, way, statement(part, way, true));
    }
    return provenanceHere(job);
  }

  private static StatementProvenance provenanceHere(Job job) {
    return provenance(
        job,
        Strategy.RUN_HERE,
        job.snapshot().tables().isEmpty() ? Filter.NONE : Filter.WATERMARK,
        statement(job, Way.there(job, job.snapshot()), true).sql());
  }

  private static StatementProvenance provenance(
      Job job, Strategy strategy, Filter filter, String sql) {
    return StatementProvenance.of(
        strategy, filter, job.snapshot(), sql, job.planNanos(), job.captureNanos());
  }

  private QueryAnswer run(Job job, Way way, Measured measured) {
    return answer(job, way, read(job, way, measured));
  }

  private static QueryAnswer answer(Job job, Way way, Read read) {
    StatementProvenance provenance =
        provenance(job, way.strategy(), read.filter(), read.statement().sql());
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
      HeldResult held = readSmall(job, unfiltered, measured);
      if (held != null && job.snapshot().unmoved(tails)) {
        return new Read(measured.measure(held), unfiltered, Filter.NONE, sentAt);
      }
    }
    ClickHouseStatement statement = statement(job, way, true);
    Filter filter = way.snapshot().tables().isEmpty() ? Filter.NONE : Filter.WATERMARK;
    long sentAt = System.nanoTime();
    ClickHouseResult result = new ReadAhead(query(job, statement));
    measured.addNanos(System.nanoTime() - sentAt);
    return new Read(measured.measure(result), statement, filter, sentAt);
  }

  /** An answer that is held back; null if it is too large for that. */
  private @Nullable HeldResult readSmall(
      Job job, ClickHouseStatement statement, Measured measured) {
    long sentAt = System.nanoTime();
    HeldResult held = HeldResult.of(query(job, statement));
    measured.addNanos(System.nanoTime() - sentAt);
    if (held == null) {
      job.plan().variants().answerIsLarge();
    }
    return held;
  }

  private ClickHouseResult query(Job job, ClickHouseStatement statement) {
    job.request().control().check();
    return clickHouse.query(statement);
  }

  /** The statement as it is sent. */
  private static ClickHouseStatement statement(Job job, Way way, boolean filtered) {
    String id = job.request().queryId();
    return ClickHouseCall.of(
        job,
        way.snapshot(),
        way.sql(),
        ClickHouseCall.text(way.sql(), way.snapshot(), filtered),
        filtered ? id : id + UNFILTERED,
        way.maxRows(),
        filtered);
  }

  /** Rows above W are visible in ClickHouse only between an insert and its promotion. */
  private static boolean mayReadUnfiltered(Job job, Way way) {
    return job.plan().smallResult()
        && !way.snapshot().tables().isEmpty()
        && way.snapshot().nothingInserting()
        && !job.plan().variants().isAnswerLarge();
  }
}
