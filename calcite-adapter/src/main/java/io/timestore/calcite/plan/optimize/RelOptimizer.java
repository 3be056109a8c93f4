package io.timestore.calcite.plan.optimize;

import io.timestore.calcite.function.FloatingComparison;
import io.timestore.calcite.sql.rel.UnnestWriter;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.List;
import java.util.function.Predicate;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgramBuilder;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.sql2rel.RelFieldTrimmer;
import org.apache.calcite.tools.RelBuilder;

/**
 * Rewrites a tree to what can be written as SQL without correlation, filters next to their tables,
 * unused columns gone. Joins keep the order that they were written in: ClickHouse decides. For one
 * statement.
 */
public final class RelOptimizer {
  private static final List<RelOptRule> SUBQUERY_RULES =
      List.of(
          CoreRules.FILTER_SUB_QUERY_TO_CORRELATE,
          CoreRules.PROJECT_SUB_QUERY_TO_CORRELATE,
          CoreRules.JOIN_SUB_QUERY_TO_CORRELATE);
  private static final List<RelOptRule> PUSH_RULES =
      List.of(
          CoreRules.FILTER_PROJECT_TRANSPOSE,
          CoreRules.FILTER_INTO_JOIN,
          CoreRules.FILTER_CORRELATE,
          CoreRules.JOIN_CONDITION_PUSH,
          CoreRules.FILTER_MERGE,
          CoreRules.PROJECT_MERGE,
          CoreRules.PROJECT_REMOVE);
  private static final List<RelOptRule> CLEANING_RULES =
      List.of(CoreRules.PROJECT_MERGE, CoreRules.PROJECT_REMOVE);

  private RelOptimizer() {}

  /**
   * Rewrites a tree to what can be written.
   *
   * @throws TimestoreException UNSUPPORTED if a correlation is left
   */
  public static RelNode optimize(RelNode root) {
    return optimize(root, false);
  }

  /** Rewrites a tree; what cannot be decorrelated stays. */
  public static RelNode optimizeCorrelated(RelNode root) {
    return optimize(root, true);
  }

  private static RelNode optimize(RelNode root, boolean correlated) {
    RelBuilder builder = RelFactories.LOGICAL_BUILDER.create(root.getCluster(), null);
    RelNode rel =
        root.accept(
            new SubqueryDetacher(root.getCluster().getRexBuilder(), RelOptimizer::optimize));
    if (SubqueryDetacher.leavesSubqueries(rel) || hasCorrelate(rel)) {
      rel = apply(SUBQUERY_RULES, rel);
      rel = RelDecorrelator.decorrelateQuery(HiddenConstant.hideKeys(rel), builder);
      rel = HiddenConstant.show(rel);
      if (!correlated && isCorrelated(rel)) {
        throw new TimestoreException(
            ErrorCode.UNSUPPORTED,
            "a subquery refers to the query around it in a way that is not supported; write it as a"
                + " join");
      }
    }
    rel = apply(PUSH_RULES, rel.accept(new ConstantKeys()));
    rel = new RelFieldTrimmer(null, builder).trim(rel);
    return FloatingComparison.restored(apply(CLEANING_RULES, rel));
  }

  private static RelNode apply(List<RelOptRule> rules, RelNode rel) {
    HepProgramBuilder program = new HepProgramBuilder();
    program.addRuleCollection(rules);
    HepPlanner planner = EndablePlanners.hep(program.build(), rel.getCluster());
    planner.setRoot(rel);
    return planner.findBestExp();
  }

  static boolean hasCorrelate(RelNode root) {
    return has(root, Correlate.class::isInstance);
  }

  /** Whether there is a correlation that cannot be written. */
  private static boolean isCorrelated(RelNode root) {
    return has(
        root, rel -> rel instanceof Correlate correlate && !UnnestWriter.isWritten(correlate));
  }

  private static boolean has(RelNode root, Predicate<RelNode> wanted) {
    boolean[] found = new boolean[1];
    root.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode rel) {
            found[0] |= wanted.test(rel);
            return super.visit(rel);
          }
        });
    return found[0];
  }
}
