package io.timestore.core.catalog;

import java.time.LocalDate;

/** Names one version of a dataset's manifest of a UTC day. */
public record ManifestVersion(String id, LocalDate shard, long version) {}
