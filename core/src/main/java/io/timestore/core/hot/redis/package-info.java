/** The hot buffer in Redis. */
@NullMarked
package io.timestore.core.hot.redis;

import org.jspecify.annotations.NullMarked;
