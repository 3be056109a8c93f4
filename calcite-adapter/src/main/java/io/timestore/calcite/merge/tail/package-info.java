/** Which blocks and rows of a tail a statement needs. */
@NullMarked
package io.timestore.calcite.merge.tail;

import org.jspecify.annotations.NullMarked;
