/** Calls of functions and operators as ClickHouse SQL. */
@NullMarked
package io.timestore.calcite.sql.call;

import org.jspecify.annotations.NullMarked;
