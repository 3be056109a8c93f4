/** Expressions over columns. */
@NullMarked
package io.timestore.calcite.merge.column;

import org.jspecify.annotations.NullMarked;
