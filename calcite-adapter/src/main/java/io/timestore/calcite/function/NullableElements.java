package io.timestore.calcite.function;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlTypeFamily;

/** An array as one whose elements may be NULL, as UNNEST makes it of the shorter one of several. */
public final class NullableElements extends SqlFunction {
  public static final NullableElements OPERATOR = new NullableElements();

  private NullableElements() {
    super(
        "nullable elements",
        SqlKind.OTHER_FUNCTION,
        null,
        null,
        OperandTypes.family(SqlTypeFamily.ARRAY),
        SqlFunctionCategory.USER_DEFINED_FUNCTION);
  }

  @Override
  public RelDataType inferReturnType(SqlOperatorBinding call) {
    RelDataTypeFactory types = call.getTypeFactory();
    RelDataType array = call.getOperandType(0);
    RelDataType element = types.createTypeWithNullability(ArrayTypes.elementType(array), true);
    return types.createTypeWithNullability(types.createArrayType(element, -1), array.isNullable());
  }
}
