/** Parse tree to compiled plan: validation, relational algebra, the ways to compute it. */
@NullMarked
package io.timestore.calcite.plan;

import org.jspecify.annotations.NullMarked;
