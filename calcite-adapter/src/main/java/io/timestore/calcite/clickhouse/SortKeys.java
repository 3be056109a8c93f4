package io.timestore.calcite.clickhouse;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;

/** Writes sort keys; where NULLs can be, it is said where they go. */
final class SortKeys {
  private SortKeys() {}

  static String write(String text, RelDataType type, boolean descending, boolean nullsFirst) {
    if (ArrayCalls.isArray(type)) {
      throw Refusals.unsupported("an order by arrays");
    }
    String key = type.getSqlTypeName() == SqlTypeName.UUID ? "toString(" + text + ")" : text;
    String nulls = type.isNullable() ? nullsFirst ? " NULLS FIRST" : " NULLS LAST" : "";
    return key + (descending ? " DESC" : "") + nulls;
  }
}
