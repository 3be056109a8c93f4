package io.timestore.calcite.sql;

import java.util.List;
import java.util.Objects;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexSubQuery;
import org.jspecify.annotations.Nullable;

/** Finds columns that have one known value in all rows. */
public final class ConstantColumns {
  private ConstantColumns() {}

  static @Nullable public RexLiteral of(RelNode rel, int column) {
    return expression(rel, column) instanceof RexLiteral literal ? literal : null;
  }

  /** An expression without columns that is the value of a column in all rows, null if none is. */
  public static @Nullable RexNode expression(RelNode rel, int column) {
    if (rel instanceof Filter || rel instanceof Sort) {
      return expression(rel.getInput(0), column);
    }
    if (rel instanceof Project project) {
      return expression(project.getProjects().get(column), project.getInput());
    }
    if (rel instanceof Join join) {
      int left = join.getLeft().getRowType().getFieldCount();
      boolean ofLeft = column < left;
      boolean padded =
          ofLeft
              ? join.getJoinType().generatesNullsOnLeft()
              : join.getJoinType().generatesNullsOnRight();
      return padded
          ? null
          : ofLeft
              ? expression(join.getLeft(), column)
              : expression(join.getRight(), column - left);
    }
    return rel instanceof Values values ? same(values, column) : null;
  }

  private static @Nullable RexNode same(Values values, int column) {
    List<? extends List<RexLiteral>> rows = values.getTuples();
    if (rows.isEmpty()) {
      return values
          .getCluster()
          .getRexBuilder()
          .makeNullLiteral(values.getRowType().getFieldList().get(column).getType());
    }
    RexLiteral first = rows.get(0).get(column);
    return rows.stream().allMatch(row -> row.get(column).equals(first)) ? first : null;
  }

  private static @Nullable RexNode expression(RexNode node, RelNode input) {
    if (node instanceof RexLiteral || node instanceof RexDynamicParam) {
      return node;
    }
    if (node instanceof RexInputRef ref) {
      return expression(input, ref.getIndex());
    }
    if (!(node instanceof RexCall call)
        || node instanceof RexOver
        || node instanceof RexSubQuery
        || !call.getOperator().isDeterministic()) {
      return null;
    }
    List<@Nullable RexNode> operands =
        call.getOperands().stream().map(operand -> expression(operand, input)).toList();
    return operands.stream().anyMatch(Objects::isNull)
        ? null
        : call.clone(call.getType(), operands.stream().map(Objects::requireNonNull).toList());
  }
}
