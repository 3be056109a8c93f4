/** The hot buffer: staged blocks above the watermark, on Redis. */
@NullMarked
package io.timestore.core.hot;

import org.jspecify.annotations.NullMarked;
