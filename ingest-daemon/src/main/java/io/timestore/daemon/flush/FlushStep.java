package io.timestore.daemon.flush;

/** The named points of the flush protocol, in order; a crash may come at any of them. */
public enum FlushStep {
  /** The blocks are read; nothing is written yet. */
  BEFORE_SEAL,
  /** The batch stands in the catalog. */
  SEALED,
  /** The lane is marked inserting under a new generation. */
  MARKED,
  /** One time window of the batch is in ClickHouse. */
  INSERTED_WINDOW,
  /** Every window is in ClickHouse. */
  INSERTED,
  /** ClickHouse has exactly the batch's rows. */
  VERIFIED,
  /** Batch, manifests and watermark are committed in the catalog. */
  PUBLISHED,
  /** The hot buffer has the new watermark, the mark is cleared. */
  PROMOTED,
  /** Blocks whose grace period is over are gone. */
  TRIMMED
}
