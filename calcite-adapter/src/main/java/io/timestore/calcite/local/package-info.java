/**
 * What ClickHouse cannot compute: the largest parts of a statement that it can are read from it,
 * Calcite's Enumerable operators do the rest in this process.
 */
@NullMarked
package io.timestore.calcite.local;

import org.jspecify.annotations.NullMarked;
