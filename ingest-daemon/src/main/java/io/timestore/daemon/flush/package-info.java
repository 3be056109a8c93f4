/** The flush pipeline: from sealed batches in the hot buffer to published rows in ClickHouse. */
@NullMarked
package io.timestore.daemon.flush;

import org.jspecify.annotations.NullMarked;
