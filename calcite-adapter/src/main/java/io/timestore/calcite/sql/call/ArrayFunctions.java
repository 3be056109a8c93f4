package io.timestore.calcite.sql.call;

import io.timestore.calcite.sql.Refusals;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlBasicFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * ClickHouse's own functions of arrays, under their own names. What they give for a NULL array, or
 * for nothing, is NULL. Immutable.
 */
public final class ArrayFunctions {
  private static final Map<SqlOperator, CallWriter> ROWS = new LinkedHashMap<>();

  /** An array, NULL if the last operand may be. */
  private static final SqlReturnTypeInference TEXTS =
      binding -> {
        RelDataTypeFactory types = binding.getTypeFactory();
        RelDataType text =
            types.createTypeWithNullability(types.createSqlType(SqlTypeName.VARCHAR), true);
        boolean nullable = binding.collectOperandTypes().stream().anyMatch(RelDataType::isNullable);
        return types.createTypeWithNullability(types.createArrayType(text, -1), nullable);
      };

  private static final SqlReturnTypeInference ELEMENT = ArrayFunctions::element;

  static {
    row("splitByChar", TEXTS, family(SqlTypeFamily.CHARACTER, SqlTypeFamily.CHARACTER), split());
    row("splitByString", TEXTS, family(SqlTypeFamily.CHARACTER, SqlTypeFamily.CHARACTER), split());
    row(
        "arrayElement",
        ELEMENT,
        family(SqlTypeFamily.ARRAY, SqlTypeFamily.INTEGER),
        (c, e) -> ArrayCalls.element(c, e, "<> 0"));
    row(SeriesFunction.NAME, SeriesFunction::type, SeriesFunction.OPERANDS, SeriesFunction::write);
    row("has", ReturnTypes.BOOLEAN_NULLABLE, ArrayOperands.ARRAY_FIRST, ArrayFunctions::has);
  }

  private ArrayFunctions() {}

  public static List<SqlOperator> operators() {
    return List.copyOf(ROWS.keySet());
  }

  static Map<SqlOperator, CallWriter> writers() {
    return ROWS;
  }

  private static SqlOperandTypeChecker family(SqlTypeFamily... families) {
    return OperandTypes.family(families);
  }

  private static void row(
      String name, SqlReturnTypeInference type, SqlOperandTypeChecker operands, CallWriter writer) {
    SqlBasicFunction function =
        SqlBasicFunction.create(name, type, operands, SqlFunctionCategory.USER_DEFINED_FUNCTION);
    ROWS.put(
        operands instanceof ArrayOperands own ? function.withOperandTypeInference(own) : function,
        writer);
  }

  private static RelDataType element(SqlOperatorBinding binding) {
    return binding
        .getTypeFactory()
        .createTypeWithNullability(ArrayCalls.elementType(binding.getOperandType(0)), true);
  }

  private static CallWriter split() {
    return (call, e) -> {
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
      if (separator.getType().isNullable()
          && !(separator instanceof org.apache.calcite.rex.RexDynamicParam)) {
        throw Refusals.unsupported("a separator that may be NULL");
      }
      return ExpressionWriter.typed(
          text.getType().isNullable()
              ? "if(isNull(" + e.write(text) + "), [], " + parts + ")"
              : parts,
          call.getType());
    };
  }

  private static String has(RexCall call, ExpressionWriter e) {
    RexNode array = call.getOperands().get(0);
    RexNode value = call.getOperands().get(1);
    ArrayCalls.Sides sides = ArrayCalls.Sides.of(value, array, e);
    String found = "has(" + sides.elements() + ", " + sides.value() + ")";
    return array.getType().isNullable()
        ? "if(empty(" + sides.array() + "), NULL, " + found + ")"
        : found;
  }
}
