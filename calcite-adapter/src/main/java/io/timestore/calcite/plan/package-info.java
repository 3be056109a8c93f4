/** Parse tree to compiled plan: validation, relational algebra, plan cache. */
@NullMarked
package io.timestore.calcite.plan;

import org.jspecify.annotations.NullMarked;
