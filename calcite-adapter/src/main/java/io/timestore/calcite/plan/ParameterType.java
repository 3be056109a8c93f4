package io.timestore.calcite.plan;

import org.apache.calcite.sql.type.SqlTypeName;

/**
 * A type that a parameter is given, because its value does not fit the type that its place in the
 * statement says, or because its place says none.
 *
 * @param precision digits, -1 for none
 * @param scale fraction digits, {@link Integer#MIN_VALUE} for none
 */
public record ParameterType(SqlTypeName name, int precision, int scale) {
  public static ParameterType of(SqlTypeName name) {
    return new ParameterType(name, -1, Integer.MIN_VALUE);
  }
}
