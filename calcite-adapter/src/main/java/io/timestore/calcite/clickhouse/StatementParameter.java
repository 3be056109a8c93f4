package io.timestore.calcite.clickhouse;

import org.apache.calcite.rel.type.RelDataType;

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
}
