/** Rules over the algebra. */
@NullMarked
package io.timestore.calcite.plan.optimize;

import org.jspecify.annotations.NullMarked;
