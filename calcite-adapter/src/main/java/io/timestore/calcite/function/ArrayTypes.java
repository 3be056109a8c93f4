package io.timestore.calcite.function;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;

/** The SQL types of arrays. Stateless. */
public final class ArrayTypes {
  private ArrayTypes() {}

  public static boolean isArray(RelDataType type) {
    return type.getSqlTypeName() == SqlTypeName.ARRAY;
  }

  public static boolean takesArrays(RexCall call) {
    return call.getOperands().stream().anyMatch(operand -> isArray(operand.getType()));
  }

  public static RelDataType elementType(RelDataType array) {
    RelDataType element = array.getComponentType();
    if (element == null) {
      throw new IllegalArgumentException(array + " has no elements");
    }
    return element;
  }

  /** An array of an operand's values. */
  static SqlReturnTypeInference arrayOf(int operand, boolean nullable) {
    return binding -> {
      RelDataTypeFactory types = binding.getTypeFactory();
      RelDataType array = types.createArrayType(binding.getOperandType(operand), -1);
      return types.createTypeWithNullability(array, nullable);
    };
  }
}
