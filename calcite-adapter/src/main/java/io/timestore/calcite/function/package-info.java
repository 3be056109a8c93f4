/** Operators, their signatures and synonyms. */
@NullMarked
package io.timestore.calcite.function;

import org.jspecify.annotations.NullMarked;
