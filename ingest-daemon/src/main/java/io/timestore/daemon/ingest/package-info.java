/**
 * Takes encoded rows: the seam between the HTTP side and the tables, the hot buffer and the
 * flusher.
 */
@NullMarked
package io.timestore.daemon.ingest;

import org.jspecify.annotations.NullMarked;
