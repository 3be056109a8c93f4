package io.timestore.daemon.ingest;

import io.timestore.core.catalog.Dataset;
import io.timestore.core.catalog.Manifest;
import io.timestore.core.catalog.StorageTarget;
import io.timestore.daemon.api.DatasetObject;
import io.timestore.daemon.api.ManifestObject;
import io.timestore.daemon.api.PartitionObject;
import io.timestore.daemon.api.StorageTargetObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns what the catalog has into the API's objects. */
public final class CatalogObjects {
  private CatalogObjects() {}

  public static DatasetObject dataset(Dataset d) {
    return new DatasetObject(
        d.id(),
        d.slug(),
        d.name(),
        d.description(),
        d.active() ? "active" : "inactive",
        DatasetObject.WRITE_FORMAT,
        d.defaultStorageTargetId(),
        d.metadata(),
        d.createdAt(),
        d.updatedAt());
  }

  public static StorageTargetObject storageTarget(StorageTarget t) {
    return new StorageTargetObject(
        t.id(), t.name(), t.kind(), t.description(), t.config(), t.createdAt(), t.updatedAt());
  }

  public static ManifestObject manifest(Manifest m) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("tableName", m.tableName());
    metadata.put("storageTargetId", m.storageTargetId());
    metadata.put("schemaVersionId", m.schemaVersionId());
    if (!m.attributes().isEmpty()) {
      metadata.put("attributes", m.attributes());
    }
    List<PartitionObject> partitions = m.partitions().stream().map(p -> partition(m, p)).toList();
    return new ManifestObject(
        m.id(),
        m.datasetId(),
        m.version(),
        ManifestObject.PUBLISHED,
        m.schemaVersionId(),
        m.parentId(),
        m.shard().toString(),
        Map.of(
            "tableName", m.tableName(),
            "batchRowCount", m.batchRows(),
            "lastPartitionId", m.lastPartitionId(),
            "lastIngestedAt", m.updatedAt(),
            "schemaVersionId", m.schemaVersionId()),
        Map.of(
            "rowCount", m.totalRows(),
            "fileSizeBytes", m.totalBytes(),
            "startTime", m.startTime(),
            "endTime", m.endTime()),
        metadata,
        m.partitionCount(),
        m.totalRows(),
        m.totalBytes(),
        null,
        m.createdAt(),
        m.updatedAt(),
        m.updatedAt(),
        partitions);
  }

  private static PartitionObject partition(Manifest m, Manifest.Partition p) {
    Map<String, String> key = new LinkedHashMap<>();
    p.partitionKey().forEach((name, value) -> key.put(name, String.valueOf(value)));
    return new PartitionObject(
        p.id(),
        m.datasetId(),
        m.id(),
        m.shard().toString(),
        key,
        p.storageTargetId(),
        DatasetObject.WRITE_FORMAT,
        p.coldTable(),
        p.bytes(),
        p.rows(),
        p.start(),
        p.end(),
        null,
        p.attributes().isEmpty() ? Map.of() : Map.of("attributes", p.attributes()),
        Map.of(),
        Map.of(),
        null,
        p.createdAt());
  }
}
