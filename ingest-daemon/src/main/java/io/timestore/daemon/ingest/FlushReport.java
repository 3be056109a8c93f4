package io.timestore.daemon.ingest;

import org.jspecify.annotations.Nullable;

/**
 * What a flush on demand did.
 *
 * @param batches how many batches went to ClickHouse; 0 if there was nothing to flush
 * @param manifest the newest manifest that the flush changed; null if none
 */
public record FlushReport(long batches, long rows, @Nullable ManifestRef manifest) {

  /** Names a version of a manifest. */
  public record ManifestRef(String id, long version, @Nullable String shard) {}
}
