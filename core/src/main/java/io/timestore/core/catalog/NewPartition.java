package io.timestore.core.catalog;

import java.time.Instant;

/**
 * A partition that a batch adds to a manifest.
 *
 * @param partitionKey canonical JSON text
 * @param start least row time
 * @param end greatest row time
 */
public record NewPartition(
    String partitionKey, Instant start, Instant end, long rows, long bytes) {}
