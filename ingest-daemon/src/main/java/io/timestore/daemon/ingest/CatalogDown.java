package io.timestore.daemon.ingest;

/** What ingest does while the catalog cannot be reached. */
public enum CatalogDown {
  /**
   * Requests without an idempotency key are staged. One with a key is answered if the hot buffer
   * knows the key, and refused else, because it may have been answered longer ago.
   */
  STAGE_UNKEYED,
  /**
   * Every request is staged. A key that was answered longer ago than the hot buffer remembers is
   * stored again.
   */
  STAGE,
  /** Every request is refused. */
  REFUSE
}
