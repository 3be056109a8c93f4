/** ClickHouse's types, and ticks of time types. */
@NullMarked
package io.timestore.core.block.type;

import org.jspecify.annotations.NullMarked;
