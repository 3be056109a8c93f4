/** Relational algebra as ClickHouse SQL. */
@NullMarked
package io.timestore.calcite.sql.rel;

import org.jspecify.annotations.NullMarked;
