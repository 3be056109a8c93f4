/** ClickHouse SQL of a statement. */
@NullMarked
package io.timestore.calcite.sql;

import org.jspecify.annotations.NullMarked;
