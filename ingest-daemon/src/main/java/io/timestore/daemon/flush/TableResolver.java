package io.timestore.daemon.flush;

import io.timestore.core.model.Table;

/** Finds tables for the flusher. */
@FunctionalInterface
public interface TableResolver {
  /** The table, which exists, with a schema at least as new as a version. */
  Table find(long tableId, int schemaVersion);
}
