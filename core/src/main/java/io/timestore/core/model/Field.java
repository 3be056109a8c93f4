package io.timestore.core.model;

import org.jspecify.annotations.Nullable;

/**
 * One field of a table's schema.
 *
 * @param defaultText the value, as text, that rows older than the field show in it; null for NULL
 * @param sinceVersion the schema version that added the field
 */
public record Field(String name, FieldType type, @Nullable String defaultText, int sinceVersion) {
  public Field(String name, FieldType type) {
    this(name, type, null, 1);
  }
}
