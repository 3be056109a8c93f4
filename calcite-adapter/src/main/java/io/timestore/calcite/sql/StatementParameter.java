package io.timestore.calcite.sql;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * A {@code ?} of a statement.
 *
 * @param rowCount whether it is the number of a LIMIT or OFFSET, which cannot be NULL
 */
public record StatementParameter(int index, RelDataType type, boolean rowCount) {
  /** The name under which the value travels. */
  public String name() {
    return "p" + index;
  }

  /** What stands for the value in the statement, unless it counts rows. */
  public String placeholder() {
    return placeholder(index, type);
  }

  static String placeholder(int index, RelDataType type) {
    String integer = type.isNullable() ? "Nullable(Int64)" : "Int64";
    boolean isInteger = SqlTypeName.INT_TYPES.contains(type.getSqlTypeName());
    return "{p" + index + ":" + (isInteger ? integer : TypeNames.of(type)) + "}";
  }
}
