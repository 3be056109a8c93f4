package io.timestore.calcite.plan.optimize;

import io.timestore.calcite.sql.ConstantColumns;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/**
 * Puts the value of a constant column into the condition of a join, so that what is left of it is a
 * filter of the other side: ClickHouse refuses a left join by a constant of a join. A full join
 * keeps its condition, for which there is no such filter.
 */
final class ConstantKeys extends RelHomogeneousShuttle {
  @Override
  public RelNode visit(RelNode rel) {
    RelNode visited = super.visit(rel);
    return visited instanceof Join join && join.getJoinType() != JoinRelType.FULL
        ? withValues(join)
        : visited;
  }

  private static RelNode withValues(Join join) {
    int left = join.getLeft().getRowType().getFieldCount();
    RexNode condition =
        join.getCondition()
            .accept(
                new RexShuttle() {
                  @Override
                  public RexNode visitInputRef(RexInputRef ref) {
                    int column = ref.getIndex();
                    RexNode value =
                        column < left
                            ? ConstantColumns.expression(join.getLeft(), column)
                            : ConstantColumns.expression(join.getRight(), column - left);
                    return value == null
                        ? ref
                        : join.getCluster().getRexBuilder().ensureType(ref.getType(), value, true);
                  }
                });
    return join.copy(
        join.getTraitSet(),
        condition,
        join.getLeft(),
        join.getRight(),
        join.getJoinType(),
        join.isSemiJoinDone());
  }
}
