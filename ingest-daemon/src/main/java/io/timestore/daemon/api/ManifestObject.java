package io.timestore.daemon.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A manifest as the API shows it: one per dataset and UTC day of the partitions' start.
 *
 * @param version counts per dataset from 1
 * @param status always {@link #PUBLISHED}
 * @param manifestShard the day, {@code YYYY-MM-DD}
 */
public record ManifestObject(
    String id,
    String datasetId,
    long version,
    String status,
    @Nullable String schemaVersionId,
    @Nullable String parentManifestId,
    String manifestShard,
    Map<String, ?> summary,
    Map<String, ?> statistics,
    Map<String, ?> metadata,
    long partitionCount,
    long totalRows,
    long totalBytes,
    @Nullable String createdBy,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant publishedAt,
    List<PartitionObject> partitions) {
  public static final String PUBLISHED = "published";

  public ManifestObject {
    partitions = List.copyOf(partitions);
  }
}
