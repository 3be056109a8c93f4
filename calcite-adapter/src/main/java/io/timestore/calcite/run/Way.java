package io.timestore.calcite.run;

import io.timestore.calcite.merge.MergePlan;
import io.timestore.calcite.merge.column.Bindings;
import io.timestore.calcite.merge.column.NotMergeableException;
import io.timestore.calcite.merge.tail.DecodedBlocks;
import io.timestore.calcite.plan.CompiledPlan;
import io.timestore.calcite.request.MergeStrategy;
import io.timestore.calcite.run.StatementProvenance.Strategy;
import io.timestore.calcite.snapshot.StatementSnapshot;
import io.timestore.calcite.snapshot.TableTail;
import io.timestore.calcite.sql.EagerAggregation;
import io.timestore.calcite.sql.GeneratedSql;
import io.timestore.core.model.Table;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one run of a statement computes its answer. Immutable.
 *
 * @param snapshot what ClickHouse's part reads
 * @param sql ClickHouse's part
 * @param maxRows most rows that ClickHouse answers, 0 for all
 * @param merge how it is merged with the tail, null if ClickHouse computes everything
 * @param hot the tail's part of a merge
 */
record Way(
    Strategy strategy,
    StatementSnapshot snapshot,
    GeneratedSql sql,
    long maxRows,
    @Nullable MergePlan merge,
    MergePlan.@Nullable HotRows hot) {
  /** Below that a join takes so little that it does not matter. */
  private static final long MANY_ROWS = 500_000;

  /** How many times more rows a table must have than those that its groups are joined with. */
  private static final long TIMES_MORE = 500;

  /**
   * The way that is asked for, or the cheapest: a tail of which nothing passes the statement's
   * filters is left out; what can be merged here is, because shipping costs a temporary table and
   * keeps ClickHouse from its short cuts; all else is shipped.
   *
   * @param decoded where decoded blocks are kept
   */
  static Way choose(StatementRunner.Job job, DecodedBlocks decoded) {
    if (!job.snapshot().hasTail()) {
      return there(job, job.snapshot());
    }
    CompiledPlan plan = job.plan();
    Bindings bindings = new Bindings(job.now(), job.request().parameters());
    StatementSnapshot pruned = job.snapshot().pruned(plan.variants().pruning(), bindings);
    boolean mayMerge = job.request().options().strategy().mayMerge() && pruned.hasTail();
    MergePlan merge = mayMerge ? plan.variants().merge() : null;
    if (merge == null) {
      return shipped(job, pruned, decoded, bindings);
    }
    TableTail tail = Objects.requireNonNull(pruned.tables().get(merge.table()));
    MergePlan.HotRows hot;
    try {
      hot = merge.hotRows(tail.lanes(), decoded, bindings);
    } catch (NotMergeableException e) {
      return shipped(job, pruned, decoded, bindings);
    }
    StatementSnapshot cold = job.snapshot().withoutTails();
    return hot.rows() == 0
        ? there(job, cold)
        : new Way(Strategy.MERGE_HERE, cold, merge.cold(), 0, merge, hot);
  }

  /** The tail goes to ClickHouse, without the rows that do not pass the statement's filters. */
  private static Way shipped(
      StatementRunner.Job job, StatementSnapshot pruned, DecodedBlocks decoded, Bindings bindings) {
    return there(job, pruned.picked(job.plan().variants().pruning(), decoded, bindings));
  }

  /** ClickHouse computes everything. */
  static Way there(StatementRunner.Job job, StatementSnapshot snapshot) {
    Strategy strategy =
        snapshot.tables().isEmpty()
            ? Strategy.NO_TABLE
            : snapshot.hasTail() ? Strategy.SHIP_TAIL : Strategy.COLD_ONLY;
    return new Way(strategy, snapshot, sql(job), job.request().maxRows(), null, null);
  }

  /** The statement for ClickHouse; a join's greater side is grouped first if that pays. */
  private static GeneratedSql sql(StatementRunner.Job job) {
    CompiledPlan plan = job.plan();
    MergeStrategy asked = job.request().options().strategy();
    if (asked == MergeStrategy.SHIP_TAIL || plan.local() != null) {
      return plan.generated();
    }
    GeneratedSql eager =
        plan.variants()
            .eager(
                candidate ->
                    asked == MergeStrategy.GROUP_FIRST || groupingPays(candidate, job.snapshot()));
    return eager == null ? plan.generated() : eager;
  }

  private static boolean groupingPays(EagerAggregation candidate, StatementSnapshot snapshot) {
    long rows = rows(candidate.table(), snapshot);
    return rows >= MANY_ROWS
        && candidate.others().stream()
            .mapToLong(table -> rows(table, snapshot))
            .allMatch(other -> other >= 0 && other <= rows / TIMES_MORE);
  }

  private static long rows(Table table, StatementSnapshot snapshot) {
    return Objects.requireNonNull(snapshot.tables().get(table)).allRows();
  }
}
