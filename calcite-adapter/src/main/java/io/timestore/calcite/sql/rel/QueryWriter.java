package io.timestore.calcite.sql.rel;

import org.apache.calcite.rel.RelNode;

/** Writes a query that stands in an expression. */
@FunctionalInterface
interface QueryWriter {
  SelectBlock write(RelNode query);
}
