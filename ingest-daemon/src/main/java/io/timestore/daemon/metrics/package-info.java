/** Metrics of the daemon. */
@NullMarked
package io.timestore.daemon.metrics;

import org.jspecify.annotations.NullMarked;
