package io.timestore.core.catalog;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A dataset as the catalog has it. */
public record Dataset(
    String id,
    String slug,
    String name,
    @Nullable String description,
    boolean active,
    @Nullable String defaultStorageTargetId,
    Map<String, ?> metadata,
    Instant createdAt,
    Instant updatedAt) {

  /** The text under a key of the metadata, or null. */
  public @Nullable String metadataText(String key) {
    return metadata.get(key) instanceof String text && !text.isBlank() ? text : null;
  }
}
