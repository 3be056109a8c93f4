package io.timestore.core.catalog;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The published list of a dataset's partitions of one UTC day. */
public record Manifest(
    String id,
    String datasetId,
    LocalDate shard,
    long version,
    String tableName,
    String schemaVersionId,
    @Nullable String parentId,
    String storageTargetId,
    Map<String, ?> attributes,
    long batchRows,
    long partitionCount,
    long totalRows,
    long totalBytes,
    Instant startTime,
    Instant endTime,
    String lastPartitionId,
    Instant createdAt,
    Instant updatedAt,
    List<Partition> partitions) {
  public Manifest {
    partitions = List.copyOf(partitions);
  }

  /** One partition of a manifest. */
  public record Partition(
      String id,
      Map<String, ?> partitionKey,
      Map<String, ?> attributes,
      String storageTargetId,
      String coldTable,
      long rows,
      long bytes,
      Instant start,
      Instant end,
      Instant createdAt) {}
}
