package io.timestore.calcite.local;

import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * Takes JSON_VALUE as text and converts it to the type that RETURNING says: Calcite 1.42.0 returns
 * whatever Java type the value has in the document.
 */
final class JsonValues {
  private JsonValues() {}

  static RelNode asText(RelNode root) {
    RexBuilder rexBuilder = root.getCluster().getRexBuilder();
    RexShuttle expressions =
        new RexShuttle() {
          @Override
          public RexNode visitCall(RexCall call) {
            RexNode visited = super.visitCall(call);
            return visited instanceof RexCall value
                    && value.getOperator().equals(SqlStdOperatorTable.JSON_VALUE)
                    && !SqlTypeUtil.isCharacter(value.getType())
                ? rexBuilder.makeCast(value.getType(), asText(value))
                : visited;
          }

          private RexNode asText(RexCall value) {
            RelDataTypeFactory types = rexBuilder.getTypeFactory();
            RelDataType text =
                types.createTypeWithNullability(types.createSqlType(SqlTypeName.VARCHAR), true);
            return rexBuilder.makeCall(text, value.getOperator(), value.getOperands());
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
