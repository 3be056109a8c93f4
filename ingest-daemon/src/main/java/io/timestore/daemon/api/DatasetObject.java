package io.timestore.daemon.api;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dataset as the API shows it.
 *
 * @param status {@code active} or {@code inactive}
 * @param writeFormat always {@link #WRITE_FORMAT}; clients require the word
 */
public record DatasetObject(
    String id,
    String slug,
    String name,
    @Nullable String description,
    String status,
    String writeFormat,
    @Nullable String defaultStorageTargetId,
    Map<String, ?> metadata,
    Instant createdAt,
    Instant updatedAt) {
  public static final String WRITE_FORMAT = "clickhouse";
}
