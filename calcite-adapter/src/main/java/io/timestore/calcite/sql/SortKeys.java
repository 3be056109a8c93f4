package io.timestore.calcite.sql;

import io.timestore.calcite.function.ArrayTypes;
import io.timestore.calcite.function.Refusals;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;

/** Writes sort keys; where NULLs can be, it is said where they go. */
public final class SortKeys {
  private SortKeys() {}

  public static String write(
      String text, RelDataType type, boolean descending, boolean nullsFirst) {
    if (ArrayTypes.isArray(type)) {
      throw Refusals.unsupported("an order by arrays");
    }
    String key = type.getSqlTypeName() == SqlTypeName.UUID ? "toString(" + text + ")" : text;
    String nulls = type.isNullable() ? nullsFirst ? " NULLS FIRST" : " NULLS LAST" : "";
    return key + (descending ? " DESC" : "") + nulls;
  }
}
