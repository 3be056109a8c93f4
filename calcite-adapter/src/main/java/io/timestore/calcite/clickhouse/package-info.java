/** Relational algebra to ClickHouse SQL. What is not written here is refused, never guessed. */
@NullMarked
package io.timestore.calcite.clickhouse;

import org.jspecify.annotations.NullMarked;
