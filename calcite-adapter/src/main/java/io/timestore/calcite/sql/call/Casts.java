package io.timestore.calcite.sql.call;

import io.timestore.calcite.sql.TypeNames;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Casts. */
public final class Casts {
  private Casts() {}

  static void register(Map<SqlOperator, CallWriter> writers) {
    writers.put(SqlStdOperatorTable.CAST, Casts::cast);
    writers.put(SqlLibraryOperators.INFIX_CAST, Casts::cast);
    writers.put(SqlStdOperatorTable.REINTERPRET, (c, e) -> e.write(c.getOperands().get(0)));
  }

  private static String cast(RexCall call, OperandWriter e) {
    RexNode operand = call.getOperands().get(0);
    RelDataType type = call.getType();
    if (operand instanceof RexLiteral literal && literal.isNull()) {
      return TypeNames.nullValue(type);
    }
    if (SqlTypeUtil.isApproximateNumeric(type)
        && type.getSqlTypeName() != SqlTypeName.REAL
        && SqlTypeUtil.isNumeric(operand.getType())) {
      return e.writeDouble(operand);
    }
    return Conversions.convert(e.write(operand), operand.getType(), type);
  }
}
