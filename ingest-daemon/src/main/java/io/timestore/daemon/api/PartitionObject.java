package io.timestore.daemon.api;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A partition of a manifest as the API shows it.
 *
 * @param fileFormat always {@link DatasetObject#WRITE_FORMAT}
 */
public record PartitionObject(
    String id,
    String datasetId,
    String manifestId,
    String manifestShard,
    Map<String, String> partitionKey,
    String storageTargetId,
    String fileFormat,
    String filePath,
    @Nullable Long fileSizeBytes,
    @Nullable Long rowCount,
    Instant startTime,
    Instant endTime,
    @Nullable String checksum,
    Map<String, ?> metadata,
    Map<String, ?> columnStatistics,
    Map<String, ?> columnBloomFilters,
    @Nullable String ingestionSignature,
    Instant createdAt) {}
