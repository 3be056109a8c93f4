package io.timestore.calcite.plan;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexLiteral;
import org.jspecify.annotations.Nullable;

/** Tells from a plan whether its result is likely small. */
final class ResultSize {
  private static final long FEW_ROWS = 10_000;

  private ResultSize() {}

  /**
   * Whether an aggregate, a limit or a filter stands above everything that may give many rows. What
   * turns out to be large in spite of it costs a second run, once per plan.
   */
  static boolean isSmall(RelNode rel) {
    RelNode node = rel;
    while (true) {
      if (node instanceof Aggregate || node instanceof Filter || node instanceof Values) {
        return true;
      }
      if (node instanceof Sort sort && isFew(sort.fetch)) {
        return true;
      }
      if (!(node instanceof Sort || node instanceof Project)) {
        return false;
      }
      node = node.getInput(0);
    }
  }

  private static boolean isFew(org.apache.calcite.rex.@Nullable RexNode fetch) {
    return fetch instanceof RexLiteral literal && RexLiteral.intValue(literal) <= FEW_ROWS;
  }
}
