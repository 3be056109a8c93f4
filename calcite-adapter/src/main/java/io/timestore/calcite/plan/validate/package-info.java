/** Validation of parse trees. */
@NullMarked
package io.timestore.calcite.plan.validate;

import org.jspecify.annotations.NullMarked;
