package io.timestore.calcite.sql.call;

import io.timestore.calcite.function.ArrayFunctions;
import io.timestore.calcite.function.Refusals;
import io.timestore.calcite.sql.TypeNames;
import java.util.Map;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlOperator;

/**
 * ClickHouse's own functions of arrays, under their own names. What they give for a NULL array, or
 * for nothing, is NULL. Immutable.
 */
final class ArrayFunctionCalls {
  private ArrayFunctionCalls() {}

  static void register(Map<SqlOperator, CallWriter> writers) {
    writers.put(ArrayFunctions.SPLIT_BY_CHAR, ArrayFunctionCalls::split);
    writers.put(ArrayFunctions.SPLIT_BY_STRING, ArrayFunctionCalls::split);
    writers.put(ArrayFunctions.ARRAY_ELEMENT, (c, e) -> ArrayCalls.element(c, e, "<> 0"));
    writers.put(ArrayFunctions.GENERATE_SERIES, SeriesCalls::write);
    writers.put(ArrayFunctions.HAS, ArrayFunctionCalls::has);
  }

  private static String split(RexCall call, OperandWriter e) {
    RexNode separator = call.getOperands().get(0);
    RexNode text = call.getOperands().get(1);
    String parts =
        "["
            + call.getOperator().getName()
            + "("
            + e.write(separator)
            + ", ifNull("
            + e.write(text)
            + ", ''))]";
    if (separator.getType().isNullable() && !(separator instanceof RexDynamicParam)) {
      throw Refusals.unsupported("a separator that may be NULL");
    }
    return TypeNames.typed(
        text.getType().isNullable()
            ? "if(isNull(" + e.write(text) + "), [], " + parts + ")"
            : parts,
        call.getType());
  }

  private static String has(RexCall call, OperandWriter e) {
    RexNode array = call.getOperands().get(0);
    RexNode value = call.getOperands().get(1);
    ArrayCalls.Sides sides = ArrayCalls.Sides.of(value, array, e);
    String found = "has(" + sides.elements() + ", " + sides.value() + ")";
    return array.getType().isNullable()
        ? "if(empty(" + sides.array() + "), NULL, " + found + ")"
        : found;
  }
}
