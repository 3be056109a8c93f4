package io.timestore.calcite.plan;

import io.timestore.calcite.merge.MergePlan;
import io.timestore.calcite.merge.MergePlanner;
import io.timestore.calcite.merge.tail.TailPruning;
import io.timestore.calcite.sql.EagerAggregation;
import io.timestore.calcite.sql.GeneratedSql;
import io.timestore.calcite.sql.Scan;
import io.timestore.calcite.sql.rel.StatementWriter;
import io.timestore.core.model.Table;
import java.util.List;
import java.util.function.Predicate;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.sql.SqlExplainFormat;
import org.apache.calcite.sql.SqlExplainLevel;
import org.jspecify.annotations.Nullable;

/** The other ways to compute a statement, each planned when it is first asked for. Thread-safe. */
public final class PlanVariants {
  private final RelNode root;
  private boolean mergePlanned;
  private @Nullable MergePlan merge;
  private @Nullable TailPruning pruning;
  private final List<Scan> scans;
  private @Nullable List<EagerAggregation> eager;
  private List<EagerAggregation> chosen = List.of();
  private @Nullable GeneratedSql eagerSql;
  private volatile boolean answerLarge;

  /**
   * @param scans the readings of tables in the statement's plan
   */
  PlanVariants(RelNode root, List<Scan> scans) {
    this.root = root;
    this.scans = scans;
  }

  /** Which blocks of the tails the statement can leave behind. */
  public synchronized TailPruning pruning() {
    TailPruning known = pruning;
    if (known == null) {
      known = TailPruning.of(root, scans);
      pruning = known;
    }
    return known;
  }

  /**
   * The SQL that groups rows before it joins them; null if none are.
   *
   * @param pays whether to group the rows of a table first, and join its groups with other tables;
   *     of several tables that it pays for in one aggregation the first is taken
   */
  public synchronized @Nullable GeneratedSql eager(Predicate<EagerAggregation> pays) {
    List<EagerAggregation> all = eager;
    if (all == null) {
      all = EagerAggregation.in(root);
      eager = all;
    }
    List<EagerAggregation> paying = all.stream().filter(pays).toList();
    if (!paying.equals(chosen)) {
      eagerSql = paying.isEmpty() ? null : StatementWriter.write(root, paying);
      chosen = paying;
    }
    return eagerSql;
  }

  /** The tables whose rows are grouped before they are joined, if the SQL is of {@link #eager}. */
  public synchronized List<Table> groupedFirst(GeneratedSql sql) {
    return sql.equals(eagerSql)
        ? chosen.stream().map(EagerAggregation::table).distinct().toList()
        : List.of();
  }

  /** The plan that merges cold rows and tail here; null if there is none. */
  public synchronized @Nullable MergePlan merge() {
    if (!mergePlanned) {
      merge = MergePlanner.plan(root);
      mergePlanned = true;
    }
    return merge;
  }

  /** The relational algebra that the statement was planned as, indented. */
  public String explain() {
    return RelOptUtil.dumpPlan("", root, SqlExplainFormat.TEXT, SqlExplainLevel.EXPPLAN_ATTRIBUTES);
  }

  /** Remembers that an answer was too large to be held back. */
  public void answerIsLarge() {
    answerLarge = true;
  }

  /** Whether an answer was too large to be held back. */
  public boolean isAnswerLarge() {
    return answerLarge;
  }

  /** Forgets the plan that merges here, because it turned out to be a bad one. */
  public synchronized void forgetMerge() {
    mergePlanned = true;
    merge = null;
  }
}
