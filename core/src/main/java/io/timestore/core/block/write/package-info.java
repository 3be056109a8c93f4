/** Builders of Native columns. */
@NullMarked
package io.timestore.core.block.write;

import org.jspecify.annotations.NullMarked;
