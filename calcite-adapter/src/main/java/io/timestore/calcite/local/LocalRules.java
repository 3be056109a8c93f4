package io.timestore.calcite.local;

import io.timestore.calcite.plan.optimize.EndablePlanners;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRules;
import org.apache.calcite.plan.ConventionTraitDef;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptRules;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.plan.volcano.VolcanoPlanner;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.rules.CoreRules;

/** Makes Enumerable operators of logical ones. Joins stay in the order in which they are. */
final class LocalRules {
  private static final List<RelOptRule> RULES = rules();

  private LocalRules() {}

  private static List<RelOptRule> rules() {
    List<RelOptRule> rules = new ArrayList<>(EnumerableRules.rules());
    rules.remove(EnumerableRules.ENUMERABLE_MERGE_JOIN_RULE);
    rules.add(CoreRules.PROJECT_TO_LOGICAL_PROJECT_AND_WINDOW);
    rules.add(CoreRules.AGGREGATE_REDUCE_FUNCTIONS);
    rules.add(CoreRules.AGGREGATE_EXPAND_DISTINCT_AGGREGATES);
    return List.copyOf(rules);
  }

  /** A planner for the cluster of a statement that is to be computed here. */
  static VolcanoPlanner planner(Runnable check) {
    VolcanoPlanner planner = EndablePlanners.volcano(check);
    planner.addRelTraitDef(ConventionTraitDef.INSTANCE);
    RULES.forEach(planner::addRule);
    return planner;
  }

  /**
   * The physical form of a tree whose cluster has such a planner.
   *
   * @throws RelOptPlanner.CannotPlanException if there is an operator that Calcite has none for
   */
  static EnumerableRel physical(RelNode root) {
    RelOptPlanner planner = root.getCluster().getPlanner();
    RelTraitSet traits = root.getCluster().traitSetOf(EnumerableConvention.INSTANCE);
    boolean physical = root.getTraitSet().equals(traits);
    planner.setRoot(physical ? root : planner.changeTraits(root, traits));
    HepPlanner calc =
        EndablePlanners.hep(
            HepProgram.builder().addRuleCollection(RelOptRules.CALC_RULES).build(),
            root.getCluster());
    calc.setRoot(planner.findBestExp());
    return (EnumerableRel) RelOptUtil.propagateRelHints(calc.findBestExp(), false);
  }
}
