package io.timestore.calcite.plan.optimize;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;

/**
 * A literal that Calcite does not know for one. Calcite 1.42.0 drops literals from the keys of an
 * aggregate while it takes correlation out of a tree: if all are literals it then groups by
 * nothing, and has a row where there is none; if several are, it mixes up the columns.
 */
final class HiddenConstant extends SqlFunction {
  private static final HiddenConstant OPERATOR = new HiddenConstant();

  private HiddenConstant() {
    super(
        "HIDDEN_CONSTANT",
        SqlKind.OTHER_FUNCTION,
        ReturnTypes.ARG0,
        null,
        OperandTypes.ANY,
        SqlFunctionCategory.USER_DEFINED_FUNCTION);
  }

  /** The tree with the literal keys of aggregates hidden. */
  static RelNode hideKeys(RelNode root) {
    return root.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode rel) {
            RelNode visited = super.visit(rel);
            return visited instanceof Aggregate aggregate
                    && aggregate.getInput() instanceof Project project
                    && isHarmed(aggregate, project)
                ? aggregate.copy(aggregate.getTraitSet(), List.of(hidden(aggregate, project)))
                : visited;
          }
        });
  }

  /** One literal beside the columns of the query around it does no harm, as EXISTS makes it. */
  private static boolean isHarmed(Aggregate aggregate, Project project) {
    return aggregate.getGroupCount() > 1 || RelOptUtil.getVariablesUsed(project).isEmpty();
  }

  private static RelNode hidden(Aggregate aggregate, Project project) {
    List<RexNode> expressions = new ArrayList<>(project.getProjects());
    for (int key : aggregate.getGroupSet()) {
      if (expressions.get(key) instanceof RexLiteral literal) {
        expressions.set(
            key,
            project
                .getCluster()
                .getRexBuilder()
                .makeCall(literal.getType(), OPERATOR, List.of(literal)));
      }
    }
    return project.copy(
        project.getTraitSet(), project.getInput(), expressions, project.getRowType());
  }

  /** The tree with all literals to be seen. */
  static RelNode show(RelNode root) {
    RexShuttle expressions =
        new RexShuttle() {
          @Override
          public RexNode visitCall(RexCall call) {
            return call.getOperator() instanceof HiddenConstant
                ? call.getOperands().get(0)
                : super.visitCall(call);
          }
        };
    return root.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode rel) {
            return super.visit(rel).accept(expressions);
          }
        });
  }
}
