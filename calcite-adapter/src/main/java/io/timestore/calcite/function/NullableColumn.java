package io.timestore.calcite.function;

import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeTransforms;

/** A value that is not NULL for a column that may be; Calcite would see through any other form. */
public final class NullableColumn extends SqlFunction {
  public static final NullableColumn OPERATOR = new NullableColumn();

  private NullableColumn() {
    super(
        "nullable column",
        SqlKind.OTHER_FUNCTION,
        ReturnTypes.ARG0.andThen(SqlTypeTransforms.FORCE_NULLABLE),
        null,
        OperandTypes.ANY,
        SqlFunctionCategory.USER_DEFINED_FUNCTION);
  }

  /** The tree with casts to the nullable type. */
  public static RelNode shown(RelNode root) {
    return root.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode rel) {
            return super.visit(rel).accept(new Casts(rel));
          }
        });
  }

  private static final class Casts extends RexShuttle {
    private final RelNode rel;

    Casts(RelNode rel) {
      this.rel = rel;
    }

    @Override
    public RexNode visitCall(RexCall call) {
      RexNode visited = super.visitCall(call);
      if (!call.getOperator().equals(OPERATOR)) {
        return visited;
      }
      RelDataType type = call.getType();
      return rel.getCluster()
          .getRexBuilder()
          .makeAbstractCast(type, ((RexCall) visited).operands.get(0), false);
    }
  }
}
