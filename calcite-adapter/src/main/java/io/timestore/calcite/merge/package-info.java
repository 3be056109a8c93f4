/**
 * Merging what ClickHouse computed of the cold rows with the tail, here: columns, expressions over
 * them, aggregates, order. Nothing in it is per row that can be per column.
 */
@NullMarked
package io.timestore.calcite.merge;

import org.jspecify.annotations.NullMarked;
