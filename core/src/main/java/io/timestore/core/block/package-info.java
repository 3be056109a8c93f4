/** The block codec: ClickHouse Native columns in ClickHouse LZ4 frames. */
@NullMarked
package io.timestore.core.block;

import org.jspecify.annotations.NullMarked;
