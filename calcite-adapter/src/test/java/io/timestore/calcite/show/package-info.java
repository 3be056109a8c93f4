/** Tests of SHOW, DESCRIBE and {@code information_schema}. */
@NullMarked
package io.timestore.calcite.show;

import org.jspecify.annotations.NullMarked;
