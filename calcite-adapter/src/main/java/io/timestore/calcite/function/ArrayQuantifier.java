package io.timestore.calcite.function;

import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.sql2rel.SqlRexContext;

/**
 * A comparison with any or all elements of an array, as it is validated. As an expression it is
 * Calcite's operator for any element; all elements are those of which none is otherwise.
 */
public final class ArrayQuantifier extends SqlSpecialOperator {
  private final SqlKind comparison;
  private final boolean all;

  private ArrayQuantifier(SqlKind comparison, boolean all) {
    super(
        comparison.sql + (all ? " ALL" : " ANY"),
        SqlKind.OTHER_FUNCTION,
        SqlStdOperatorTable.SOME_EQ.getLeftPrec(),
        true,
        ReturnTypes.BOOLEAN_FORCE_NULLABLE,
        ArrayOperands.ARRAY_LAST,
        ArrayOperands.ARRAY_LAST);
    this.comparison = comparison;
    this.all = all;
  }

  public static ArrayQuantifier of(SqlKind comparison, boolean all) {
    return new ArrayQuantifier(comparison, all);
  }

  @Override
  public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
    call.getOperandList().forEach(operand -> validator.deriveType(scope, operand));
    return validateOperands(validator, scope, call);
  }

  @Override
  public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
    SqlSyntax.BINARY.unparse(writer, this, call, leftPrec, rightPrec);
  }

  public RexNode convert(SqlRexContext context, SqlCall call) {
    RexBuilder builder = context.getRexBuilder();
    RelDataTypeFactory types = builder.getTypeFactory();
    RexNode value = context.convertExpression(call.operand(0));
    RexNode array = context.convertExpression(call.operand(1));
    RelDataType element = ArrayTypes.elementType(array.getType());
    RelDataType common = types.leastRestrictive(List.of(value.getType(), element));
    if (common == null || (isOrder() && SqlTypeUtil.isApproximateNumeric(common) && all)) {
      throw Refusals.unsupported(
          value.getType() + " " + getName().toUpperCase(Locale.ROOT) + " of " + array.getType());
    }
    RelDataType of = types.createTypeWithNullability(common, element.isNullable());
    RelDataType wanted =
        types.createTypeWithNullability(
            types.createArrayType(of, -1), array.getType().isNullable());
    RexNode any =
        builder.makeCall(
            context.getValidator().getValidatedNodeType(call),
            operator(all ? comparison.negateNullSafe() : comparison),
            List.of(
                builder.ensureType(
                    types.createTypeWithNullability(common, value.getType().isNullable()),
                    value,
                    true),
                builder.ensureType(wanted, array, true)));
    return all ? builder.makeCall(SqlStdOperatorTable.NOT, any) : any;
  }

  private boolean isOrder() {
    return SqlKind.ORDER_COMPARISON.contains(comparison);
  }

  private static SqlOperator operator(SqlKind comparison) {
    return switch (comparison) {
      case EQUALS -> SqlStdOperatorTable.SOME_EQ;
      case NOT_EQUALS -> SqlStdOperatorTable.SOME_NE;
      case LESS_THAN -> SqlStdOperatorTable.SOME_LT;
      case LESS_THAN_OR_EQUAL -> SqlStdOperatorTable.SOME_LE;
      case GREATER_THAN -> SqlStdOperatorTable.SOME_GT;
      case GREATER_THAN_OR_EQUAL -> SqlStdOperatorTable.SOME_GE;
      default -> throw new IllegalArgumentException("no comparison: " + comparison);
    };
  }
}
