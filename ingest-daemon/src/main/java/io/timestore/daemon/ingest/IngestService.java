package io.timestore.daemon.ingest;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Where the HTTP side hands rows in. A request is planned, its rows are encoded by the caller
 * against the planned schema, and the result is committed. Implementations are safe for use by many
 * threads.
 */
public interface IngestService {

  /**
   * Resolves the schema that the request's rows are encoded with. Creates nothing: a dataset, table
   * or column that does not exist yet is only proposed.
   *
   * @throws io.timestore.core.model.TimestoreException SCHEMA_EVOLUTION (with details) when the
   *     declared fields drop or change a column; NOT_FOUND for an unknown storage target, or for a
   *     table that does not exist when the target declares no fields
   */
  IngestPlan plan(IngestTarget target);

  /**
   * Creates what the plan proposed and stages all blocks in one step.
   *
   * @throws io.timestore.core.model.TimestoreException IDEMPOTENCY_CONFLICT for a key that was used
   *     with other content; BACK_PRESSURE when the table's hot buffer is full
   */
  CommitOutcome commit(PreparedIngest prepared);

  /**
   * What was answered when the target's idempotency key was used with this content; null if it was
   * not. Does not look at the schema.
   */
  @Nullable IngestAck replayOf(IngestTarget target, String contentHash);

  /**
   * Flushes the rows of an acknowledgement. The future completes with the same acknowledgement and
   * its manifest when they are in ClickHouse; with TIMEOUT if they are not in time. Cancelling it
   * ends the wait, not the flush.
   */
  CompletableFuture<IngestAck> afterFlush(IngestAck ack, Duration atMost);

  /**
   * Flushes every table of a dataset. The future completes when the rows staged before the call are
   * in ClickHouse; with TIMEOUT if they are not in time.
   *
   * @param datasetIdOrSlug an id or, if no id matches, a slug
   * @throws io.timestore.core.model.TimestoreException NOT_FOUND for an unknown dataset
   */
  CompletableFuture<FlushReport> flush(String datasetIdOrSlug, Duration atMost);
}
