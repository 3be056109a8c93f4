package io.timestore.calcite.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/**
 * Collects what a part computes of the expressions above it: columns, and the largest calls that
 * can be written. For one part.
 */
final class WrittenExpressions extends RexShuttle {
  private final RelNode input;
  private final RexBuilder rexBuilder;
  private final Map<RexNode, Integer> columns = new LinkedHashMap<>();

  WrittenExpressions(RelNode input) {
    this.input = input;
    this.rexBuilder = input.getCluster().getRexBuilder();
  }

  /** Keeps all columns of the input, in front and in their order. */
  void keepAll() {
    for (RexNode column : rexBuilder.identityProjects(input.getRowType())) {
      column(column);
    }
  }

  /** The expressions over the columns of {@link #project}. */
  List<RexNode> replaceIn(List<RexNode> expressions) {
    return visitList(expressions, new boolean[1]);
  }

  /** The input with the collected columns. */
  RelNode project() {
    List<RexNode> list = new ArrayList<>(columns.keySet());
    if (list.isEmpty()) {
      list.add(rexBuilder.makeLiteral(true));
    }
    return LogicalProject.create(input, List.of(), list, (List<String>) null, java.util.Set.of());
  }

  private RexNode column(RexNode expression) {
    int index = columns.computeIfAbsent(expression, e -> columns.size());
    return rexBuilder.makeInputRef(expression.getType(), index);
  }

  @Override
  public RexNode visitInputRef(RexInputRef ref) {
    return column(ref);
  }

  @Override
  public RexNode visitCall(RexCall call) {
    return isWritten(call) ? column(call) : super.visitCall(call);
  }

  @Override
  public RexNode visitOver(org.apache.calcite.rex.RexOver over) {
    return isWritten(over) ? column(over) : super.visitOver(over);
  }

  private boolean isWritten(RexNode expression) {
    return PlanCutter.isWritten(
        LogicalProject.create(
            input, List.of(), List.of(expression), (List<String>) null, java.util.Set.of()));
  }
}
