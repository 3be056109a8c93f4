package io.timestore.calcite.function;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlOperandTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Operands of which one is an array and the other compares with its elements; a {@code ?} in the
 * place of one has the type that the other one says. Immutable.
 */
public final class ArrayOperands implements SqlOperandTypeChecker, SqlOperandTypeInference {
  static final ArrayOperands ARRAY_FIRST = new ArrayOperands(0);
  public static final ArrayOperands ARRAY_LAST = new ArrayOperands(1);

  private final int array;

  private ArrayOperands(int array) {
    this.array = array;
  }

  @Override
  public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
    RelDataType element = binding.getOperandType(array).getComponentType();
    RelDataType value = binding.getOperandType(1 - array);
    boolean fits =
        ArrayTypes.isArray(binding.getOperandType(array))
            && element != null
            && binding.getTypeFactory().leastRestrictive(List.of(value, element)) != null;
    if (!fits && throwOnFailure) {
      throw binding.newValidationSignatureError();
    }
    return fits;
  }

  @Override
  public SqlOperandCountRange getOperandCountRange() {
    return SqlOperandCountRanges.of(2);
  }

  @Override
  public String getAllowedSignatures(SqlOperator operator, String name) {
    return array == 0
        ? name + "(<array>, <value like its elements>)"
        : "<value like the elements> " + name + "(<array>)";
  }

  @Override
  public void inferOperandTypes(
      SqlCallBinding binding, RelDataType returnType, RelDataType[] operandTypes) {
    RelDataTypeFactory types = binding.getTypeFactory();
    RelDataType given = binding.getOperandType(array);
    RelDataType value = binding.getOperandType(1 - array);
    RelDataType element = given.getComponentType();
    boolean known = value.getSqlTypeName() != SqlTypeName.UNKNOWN && !isUnknown(value, binding);
    operandTypes[array] =
        isUnknown(given, binding) && known
            ? types.createArrayType(types.createTypeWithNullability(value, true), -1)
            : given;
    operandTypes[1 - array] =
        !known && element != null ? types.createTypeWithNullability(element, true) : value;
  }

  private static boolean isUnknown(RelDataType type, SqlCallBinding binding) {
    return type.equals(binding.getValidator().getUnknownType());
  }
}
