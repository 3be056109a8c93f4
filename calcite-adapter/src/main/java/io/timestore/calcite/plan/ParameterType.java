package io.timestore.calcite.plan;

import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * A type that a parameter is given, because its value does not fit the type that its place in the
 * statement says, or because its place says none.
 *
 * @param precision digits, -1 for none
 * @param scale fraction digits, {@link Integer#MIN_VALUE} for none
 * @param element the type of an array's elements, null for no array
 */
public record ParameterType(
    SqlTypeName name, int precision, int scale, @Nullable ParameterType element) {
  public ParameterType(SqlTypeName name, int precision, int scale) {
    this(name, precision, scale, null);
  }

  public static ParameterType arrayOf(ParameterType element) {
    return new ParameterType(SqlTypeName.ARRAY, -1, Integer.MIN_VALUE, element);
  }

  public static ParameterType of(SqlTypeName name) {
    return new ParameterType(name, -1, Integer.MIN_VALUE);
  }
}
