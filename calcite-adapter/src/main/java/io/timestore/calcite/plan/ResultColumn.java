package io.timestore.calcite.plan;

import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * A column of a statement's answer.
 *
 * @param label the name in the answer
 * @param type the SQL type; the driver decodes by it, whatever ClickHouse calls its column
 * @param origin the table column that it is, null for an expression
 */
public record ResultColumn(String label, RelDataType type, @Nullable Origin origin) {
  /** A column of a table, by the names in the statement's catalog. */
  public record Origin(String schema, String table, String column) {}
}
