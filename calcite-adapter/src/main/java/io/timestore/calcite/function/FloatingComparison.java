package io.timestore.calcite.function;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.Strong;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * A comparison of floating-point numbers while a statement is planned. Calcite takes numbers for
 * ordered, but NaN is neither less than a number nor equal to it nor greater: {@code NOT (x < y)}
 * is not {@code x >= y}, {@code x < 1 OR x >= 1} is not {@code x IS NOT NULL}, and {@code x = x} is
 * not true. So the planner sees an operator that it knows nothing of, and {@link #restored} puts
 * the comparison back at the end. Immutable.
 */
public final class FloatingComparison extends SqlBinaryOperator {
  private static final Map<SqlKind, FloatingComparison> ALL = new EnumMap<>(SqlKind.class);

  static {
    for (SqlOperator operator :
        List.of(
            SqlStdOperatorTable.EQUALS,
            SqlStdOperatorTable.NOT_EQUALS,
            SqlStdOperatorTable.LESS_THAN,
            SqlStdOperatorTable.LESS_THAN_OR_EQUAL,
            SqlStdOperatorTable.GREATER_THAN,
            SqlStdOperatorTable.GREATER_THAN_OR_EQUAL,
            SqlStdOperatorTable.IS_DISTINCT_FROM,
            SqlStdOperatorTable.IS_NOT_DISTINCT_FROM)) {
      ALL.put(operator.getKind(), new FloatingComparison(operator));
    }
  }

  private final SqlOperator comparison;

  private FloatingComparison(SqlOperator comparison) {
    super(
        "FLOATING " + comparison.getName(),
        SqlKind.OTHER,
        comparison.getLeftPrec(),
        true,
        comparison.getReturnTypeInference(),
        comparison.getOperandTypeInference(),
        comparison.getOperandTypeChecker());
    this.comparison = comparison;
  }

  /** The operator to plan with for a call on these operands, if it tells their order. */
  public static SqlOperator ofOrder(SqlOperator operator, List<? extends RexNode> operands) {
    FloatingComparison own = ALL.get(operator.getKind());
    return own != null
            && SqlKind.ORDER_COMPARISON.contains(operator.getKind())
            && compares(operands)
        ? own
        : operator;
  }

  /**
   * The operator to plan with for a call on these operands as it was written. Calcite is right
   * about the equality with a value from outside the row, as to be NaN is to be different from
   * every point. It must see that equality, to make a list of several, or a join of a correlated
   * subquery.
   */
  public static SqlOperator ofEquality(SqlOperator operator, List<? extends RexNode> operands) {
    FloatingComparison own = ALL.get(operator.getKind());
    boolean inside =
        operands.stream().noneMatch(RexUtil::containsCorrelation)
            && (!SqlKind.COMPARISON.contains(operator.getKind())
                || operands.stream().noneMatch(o -> RelOptUtil.InputFinder.bits(o).isEmpty()));
    return own != null && inside && compares(operands) ? own : operator;
  }

  private static boolean compares(List<? extends RexNode> operands) {
    return operands.size() == 2
        && operands.stream().anyMatch(o -> SqlTypeUtil.isApproximateNumeric(o.getType()));
  }

  /** The tree with the comparisons, and the cuts of texts, that it stands for. */
  public static RelNode restored(RelNode rel) {
    RexShuttle expressions =
        new RexShuttle() {
          private final RexBuilder rexBuilder = new RexBuilder(rel.getCluster().getTypeFactory());

          @Override
          public RexNode visitCall(RexCall call) {
            RexNode visited = super.visitCall(call);
            if (TextCut.is(visited)) {
              RexNode text = ((RexCall) visited).getOperands().get(0);
              return rexBuilder.makeAbstractCast(visited.getType(), text, false);
            }
            return visited instanceof RexCall own
                    && own.getOperator() instanceof FloatingComparison operator
                ? rexBuilder.makeCall(own.getType(), operator.comparison, own.getOperands())
                : visited;
          }
        };
    return rel.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode other) {
            return super.visit(other).accept(expressions);
          }
        });
  }

  /** NULL if an operand is, so that an outer join under it may be an inner one. */
  @Override
  public Supplier<Strong.Policy> getStrongPolicyInference() {
    return () ->
        SqlKind.COMPARISON.contains(comparison.getKind())
            ? Strong.Policy.ANY
            : Strong.Policy.NOT_NULL;
  }
}
