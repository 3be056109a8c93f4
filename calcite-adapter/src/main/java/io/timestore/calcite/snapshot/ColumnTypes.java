package io.timestore.calcite.snapshot;

import io.timestore.core.model.SystemColumn;
import io.timestore.core.model.TableSchema;

/** The ClickHouse types of a cold table's columns. */
final class ColumnTypes {
  private ColumnTypes() {}

  static String of(TableSchema schema, String column) {
    int field = schema.indexOf(column);
    if (field >= 0) {
      return schema.clickHouseType(field);
    }
    for (SystemColumn system : SystemColumn.values()) {
      if (system.columnName().equals(column)) {
        return system.clickHouseType();
      }
    }
    throw new IllegalArgumentException("no column " + column);
  }
}
