package io.timestore.calcite.plan.optimize;

import org.apache.calcite.plan.AbstractRelOptPlanner;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.plan.volcano.VolcanoPlanner;

/** Makes planners that ask before each use of a rule whether the statement is to end. */
public final class EndablePlanners {
  private EndablePlanners() {}

  /**
   * A planner that uses rules as a program says.
   *
   * @param check throws if the statement is to end
   */
  public static HepPlanner hep(HepProgram program, Runnable check) {
    return new HepPlanner(program) {
      @Override
      public void checkCancel() {
        check.run();
        super.checkCancel();
      }
    };
  }

  /** A planner for a tree of a cluster, whose planner, one of these, it asks. */
  public static HepPlanner hep(HepProgram program, RelOptCluster cluster) {
    return hep(program, ((AbstractRelOptPlanner) cluster.getPlanner())::checkCancel);
  }

  /**
   * A planner that searches for the cheapest tree.
   *
   * @param check throws if the statement is to end
   */
  public static VolcanoPlanner volcano(Runnable check) {
    return new VolcanoPlanner() {
      @Override
      public void checkCancel() {
        check.run();
        super.checkCancel();
      }
    };
  }
}
