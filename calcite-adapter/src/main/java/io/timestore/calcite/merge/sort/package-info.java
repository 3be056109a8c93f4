/** Orders and limits over columns. */
@NullMarked
package io.timestore.calcite.merge.sort;

import org.jspecify.annotations.NullMarked;
