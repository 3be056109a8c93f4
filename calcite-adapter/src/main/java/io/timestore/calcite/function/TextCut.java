package io.timestore.calcite.function;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * The cast of a text of any length to a shorter one while a statement is planned. Calcite 1.42.0
 * takes any length for less than any number, and drops such a cast below another one.
 */
public final class TextCut extends SqlFunction {
  public static final TextCut OPERATOR = new TextCut();

  private TextCut() {
    super(
        "TEXT_CUT",
        SqlKind.OTHER_FUNCTION,
        ReturnTypes.ARG0,
        null,
        OperandTypes.ANY,
        SqlFunctionCategory.USER_DEFINED_FUNCTION);
  }

  public static boolean is(RelDataType from, RelDataType to) {
    return SqlTypeUtil.inCharFamily(from)
        && SqlTypeUtil.inCharFamily(to)
        && from.getPrecision() == RelDataType.PRECISION_NOT_SPECIFIED
        && to.getPrecision() != RelDataType.PRECISION_NOT_SPECIFIED;
  }

  public static boolean is(RexNode node) {
    return node instanceof RexCall call && call.getOperator().equals(OPERATOR);
  }
}
