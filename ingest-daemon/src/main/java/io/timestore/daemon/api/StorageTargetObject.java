package io.timestore.daemon.api;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A storage target as the API shows it.
 *
 * @param kind {@code local} or {@code s3}
 * @param config holds no secrets
 */
public record StorageTargetObject(
    String id,
    String name,
    String kind,
    @Nullable String description,
    Map<String, ?> config,
    Instant createdAt,
    Instant updatedAt) {}
