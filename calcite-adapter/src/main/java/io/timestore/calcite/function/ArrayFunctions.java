package io.timestore.calcite.function;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
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
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Functions of arrays, most of them ClickHouse's own under their own names. Immutable. */
public final class ArrayFunctions {
  private static final int MICRO_DIGITS = 6;

  public static final SqlOperator SPLIT_BY_CHAR = split("splitByChar");
  public static final SqlOperator SPLIT_BY_STRING = split("splitByString");

  /** An element by its place; places below 0 count from the end. */
  public static final SqlOperator ARRAY_ELEMENT =
      function(
          "arrayElement",
          ArrayFunctions::element,
          OperandTypes.family(SqlTypeFamily.ARRAY, SqlTypeFamily.INTEGER));

  /** {@code generate_series(from, to [, step])} of integers and of times, with both ends. */
  public static final SqlOperator GENERATE_SERIES =
      function(
          "generate_series",
          ArrayFunctions::series,
          OperandTypes.or(
              OperandTypes.family(SqlTypeFamily.INTEGER, SqlTypeFamily.INTEGER),
              OperandTypes.family(
                  SqlTypeFamily.INTEGER, SqlTypeFamily.INTEGER, SqlTypeFamily.INTEGER),
              OperandTypes.family(
                  SqlTypeFamily.DATETIME, SqlTypeFamily.DATETIME, SqlTypeFamily.ANY)));

  /** Whether an array has a value. */
  public static final SqlOperator HAS =
      function("has", ReturnTypes.BOOLEAN_NULLABLE, ArrayOperands.ARRAY_FIRST)
          .withOperandTypeInference(ArrayOperands.ARRAY_FIRST);

  /** The number of a text's characters, or of an array's elements. */
  public static final SqlOperator LENGTH =
      SqlBasicFunction.create(
          "LENGTH",
          ReturnTypes.INTEGER_NULLABLE,
          OperandTypes.or(OperandTypes.CHARACTER, OperandTypes.family(SqlTypeFamily.ARRAY)),
          SqlFunctionCategory.NUMERIC);

  private ArrayFunctions() {}

  static List<SqlOperator> operators() {
    return List.of(SPLIT_BY_CHAR, SPLIT_BY_STRING, ARRAY_ELEMENT, GENERATE_SERIES, HAS, LENGTH);
  }

  private static SqlBasicFunction function(
      String name, SqlReturnTypeInference type, SqlOperandTypeChecker operands) {
    return SqlBasicFunction.create(name, type, operands, SqlFunctionCategory.USER_DEFINED_FUNCTION);
  }

  private static SqlOperator split(String name) {
    return function(
        name,
        ArrayFunctions::texts,
        OperandTypes.family(SqlTypeFamily.CHARACTER, SqlTypeFamily.CHARACTER));
  }

  private static RelDataType texts(SqlOperatorBinding binding) {
    RelDataTypeFactory types = binding.getTypeFactory();
    RelDataType text =
        types.createTypeWithNullability(types.createSqlType(SqlTypeName.VARCHAR), true);
    return array(text, binding);
  }

  /** An array, NULL if an operand may be. */
  private static RelDataType array(RelDataType element, SqlOperatorBinding binding) {
    RelDataTypeFactory types = binding.getTypeFactory();
    boolean nullable = binding.collectOperandTypes().stream().anyMatch(RelDataType::isNullable);
    return types.createTypeWithNullability(types.createArrayType(element, -1), nullable);
  }

  private static RelDataType element(SqlOperatorBinding binding) {
    return binding
        .getTypeFactory()
        .createTypeWithNullability(ArrayTypes.elementType(binding.getOperandType(0)), true);
  }

  private static RelDataType series(SqlOperatorBinding binding) {
    RelDataTypeFactory types = binding.getTypeFactory();
    boolean numbers = SqlTypeUtil.isExactNumeric(binding.getOperandType(0));
    RelDataType element =
        numbers
            ? types.createSqlType(SqlTypeName.BIGINT)
            : types.createSqlType(SqlTypeName.TIMESTAMP, MICRO_DIGITS);
    return array(element, binding);
  }
}
