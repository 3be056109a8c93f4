package io.timestore.calcite.local;

import io.timestore.calcite.plan.optimize.EndablePlanners;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rel.type.RelDataType;

/** Plans statements that ClickHouse cannot compute as a whole. Stateless. */
public final class LocalPlanner {
  private LocalPlanner() {}

  /**
   * The planner that the cluster of such a statement must have.
   *
   * @param check throws if the statement is to end
   */
  public static RelOptPlanner cluster(Runnable check) {
    return LocalRules.planner(check);
  }

  /**
   * Plans a statement.
   *
   * @param root in a cluster with the planner of {@link #cluster}
   * @param parameters types of the statement's parameters
   * @throws TimestoreException UNSUPPORTED if it cannot be computed here either
   */
  public static LocalProgram plan(RelNode root, List<RelDataType> parameters) {
    HepPlanner first =
        EndablePlanners.hep(
            HepProgram.builder()
                .addRuleInstance(CoreRules.SORT_PROJECT_TRANSPOSE)
                .addRuleInstance(CoreRules.AGGREGATE_REDUCE_FUNCTIONS)
                .build(),
            root.getCluster());
    first.setRoot(root);
    PlanCutter cutter = new PlanCutter();
    RelNode here = cutter.cut(JsonValues.asText(first.findBestExp()));
    try {
      EnumerableRel physical =
          LocalRules.physical(CheckedArithmetic.in(OrderedDistinct.in(FineLiterals.in(here))));
      return LocalProgram.of(physical, cutter.parts(), parameters);
    } catch (RelOptPlanner.CannotPlanException e) {
      throw new TimestoreException(
          ErrorCode.UNSUPPORTED,
          "the combination of operations is not supported where ClickHouse does not compute it",
          e);
    }
  }
}
