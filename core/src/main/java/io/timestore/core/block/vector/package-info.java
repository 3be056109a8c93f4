/** Columns of decoded Native blocks. */
@NullMarked
package io.timestore.core.block.vector;

import org.jspecify.annotations.NullMarked;
