/** Aggregates over columns. */
@NullMarked
package io.timestore.calcite.merge.group;

import org.jspecify.annotations.NullMarked;
