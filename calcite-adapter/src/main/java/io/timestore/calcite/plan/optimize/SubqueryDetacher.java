package io.timestore.calcite.plan.optimize;

import io.timestore.calcite.function.DetachedQuery;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/**
 * Takes subqueries that need nothing of the query around them out of the planner's hands: they
 * become {@link DetachedQuery} calls, each planned by itself. What it leaves are correlated ones
 * and quantified comparisons.
 */
final class SubqueryDetacher extends RelHomogeneousShuttle {
  private final RexBuilder rexBuilder;
  private final UnaryOperator<RelNode> optimizer;
  private final RexShuttle expressions = new Expressions();

  SubqueryDetacher(RexBuilder rexBuilder, UnaryOperator<RelNode> optimizer) {
    this.rexBuilder = rexBuilder;
    this.optimizer = optimizer;
  }

  @Override
  public RelNode visit(RelNode rel) {
    return super.visit(rel).accept(expressions);
  }

  private final class Expressions extends RexShuttle {
    @Override
    public RexNode visitSubQuery(RexSubQuery subquery) {
      RelNode rel = subquery.rel.accept(SubqueryDetacher.this);
      List<RexNode> operands = visitList(subquery.operands, new boolean[1]);
      DetachedQuery.Kind kind = kind(subquery, operands);
      if (kind == null || !RelOptUtil.getVariablesUsed(rel).isEmpty()) {
        return subquery.clone(rel).clone(subquery.getType(), operands);
      }
      DetachedQuery query = new DetachedQuery(kind, optimizer.apply(rel), subquery.getType());
      return rexBuilder.makeCall(subquery.getType(), query, operands);
    }
  }

  private static DetachedQuery.@Nullable Kind kind(RexSubQuery subquery, List<RexNode> operands) {
    return switch (subquery.getKind()) {
      case SCALAR_QUERY -> DetachedQuery.Kind.SCALAR;
      case EXISTS -> DetachedQuery.Kind.EXISTS;
      case IN -> operands.size() == 1 || !hasNulls(subquery) ? DetachedQuery.Kind.IN : null;
      default -> null;
    };
  }

  private static boolean hasNulls(RexSubQuery subquery) {
    return subquery.operands.stream().anyMatch(o -> o.getType().isNullable())
        || subquery.rel.getRowType().getFieldList().stream()
            .anyMatch(f -> f.getType().isNullable());
  }

  /** Whether an expression somewhere in the tree still holds a subquery. */
  static boolean leavesSubqueries(RelNode root) {
    boolean[] found = new boolean[1];
    RexShuttle finder =
        new RexShuttle() {
          @Override
          public RexNode visitSubQuery(RexSubQuery subquery) {
            found[0] = subquery.getKind() != SqlKind.OTHER;
            return subquery;
          }
        };
    root.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode rel) {
            rel.accept(finder);
            return super.visit(rel);
          }
        });
    return found[0];
  }
}
