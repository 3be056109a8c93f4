/** Plans that are kept, and their keys. */
@NullMarked
package io.timestore.calcite.cache;

import org.jspecify.annotations.NullMarked;
