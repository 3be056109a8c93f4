/** ClickHouse's compressed frames, and little-endian numbers. */
@NullMarked
package io.timestore.core.block.frame;

import org.jspecify.annotations.NullMarked;
