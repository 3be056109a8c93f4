package io.timestore.core.catalog;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a dataset's cold rows may be kept. */
public record StorageTarget(
    String id,
    String name,
    String kind,
    @Nullable String description,
    Map<String, ?> config,
    Instant createdAt,
    Instant updatedAt) {}
