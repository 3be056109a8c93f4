/** Cases for the tests of all packages. */
@NullMarked
package io.timestore.calcite;

import org.jspecify.annotations.NullMarked;
