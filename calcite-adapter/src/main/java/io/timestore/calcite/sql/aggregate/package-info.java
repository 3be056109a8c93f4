/** Aggregates and windows as ClickHouse SQL. */
@NullMarked
package io.timestore.calcite.sql.aggregate;

import org.jspecify.annotations.NullMarked;
