/** Readers of the Native format. */
@NullMarked
package io.timestore.core.block.read;

import org.jspecify.annotations.NullMarked;
