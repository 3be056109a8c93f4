package io.timestore.daemon.flush.model;

/** A part of the protocol that can be left out, to see that the model finds what it is for. */
enum Fault {
  /** A batch is not written to the catalog before it is inserted. */
  SKIP_SEAL,
  /** A batch that may be in ClickHouse is inserted without counting. */
  SKIP_COUNT,
  /** Blocks go before they are promoted. */
  TRIM_EARLY,
  /** A reader does not look at the generation again. */
  SKIP_GENERATION_CHECK,
  /** The hot buffer takes marks and promotions of any epoch. */
  NO_HOT_BUFFER_FENCE,
  /** ClickHouse takes inserts of any epoch. */
  NO_CLICKHOUSE_FENCE,
  /** A new flusher does not wait for inserts that run. */
  NO_DRAIN,
  /** The catalog publishes under any epoch and watermark. */
  NO_PUBLISH_CONDITION,
  /** The hot buffer's watermark rises before the catalog's. */
  PROMOTE_FIRST,
  /** Readers split by the time of events. */
  EVENT_TIME_WATERMARK
}
