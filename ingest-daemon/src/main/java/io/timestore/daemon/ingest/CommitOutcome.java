package io.timestore.daemon.ingest;

/** What became of a {@link PreparedIngest}. */
public sealed interface CommitOutcome {

  /** The rows are staged, or were staged before under the same idempotency key. */
  record Acknowledged(IngestAck ack) implements CommitOutcome {}

  /**
   * Another request gave the table a schema that the blocks do not fit. Nothing was stored; the
   * caller plans and encodes again.
   */
  record SchemaMoved() implements CommitOutcome {}
}
