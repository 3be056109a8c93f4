package io.timestore.core.model;

/**
 * A client's idempotency key, counted per dataset.
 *
 * @param contentHash hash of schema, table, partition and rows; the same key with another hash is a
 *     conflict
 */
public record IdempotencyKey(String datasetId, String key, String contentHash) {}
