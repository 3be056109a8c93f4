/** Changes to the syntax tree before it is validated. */
@NullMarked
package io.timestore.calcite.plan.rewrite;

import org.jspecify.annotations.NullMarked;
