package io.timestore.core.catalog.postgres;

import io.timestore.core.catalog.ManifestVersion;
import io.timestore.core.catalog.NewPartition;
import io.timestore.core.model.Table;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Adds partitions to a dataset's manifests, inside a transaction of its caller. One manifest per
 * UTC day.
 */
final class ManifestWriter {
  private static final String UPSERT_MANIFEST =
      """
      insert into manifest as m (id, dataset_id, shard, version, table_name, schema_version_id, storage_target_id,
          attributes, batch_rows, partition_count, total_rows, total_bytes, start_time, end_time, last_partition_id)
      select ?, d.id, ?, ?, ?, ?, d.default_storage_target_id,
          coalesce((select attributes from partition_attributes where table_id = ? and partition_key = ?::jsonb), '{}'),
          ?, ?, ?, ?, ?, ?, ?
      from dataset d where d.id = ?
      on conflict (dataset_id, shard) do update set
          version = excluded.version, table_name = excluded.table_name,
          schema_version_id = excluded.schema_version_id, parent_id = m.id || '@' || m.version,
          attributes = excluded.attributes, batch_rows = excluded.batch_rows,
          partition_count = m.partition_count + excluded.partition_count,
          total_rows = m.total_rows + excluded.total_rows, total_bytes = m.total_bytes + excluded.total_bytes,
          start_time = least(m.start_time, excluded.start_time), end_time = greatest(m.end_time, excluded.end_time),
          last_partition_id = excluded.last_partition_id, updated_at = now()
      returning id""";
  private static final String INSERT_PARTITION =
      """
      insert into partition (id, dataset_id, manifest_id, table_id, batch_id, shard, partition_key, attributes,
          storage_target_id, row_count, byte_count, start_time, end_time)
      select ?, d.id, ?, ?, ?, ?, ?::jsonb,
          coalesce((select attributes from partition_attributes where table_id = ? and partition_key = ?::jsonb), '{}'),
          d.default_storage_target_id, ?, ?, ?, ?
      from dataset d where d.id = ?""";

  private final Connection connection;
  private final Table table;

  ManifestWriter(Connection connection, Table table) {
    this.connection = connection;
    this.table = table;
  }

  List<ManifestVersion> add(@Nullable Long batchId, List<NewPartition> partitions)
      throws SQLException {
    Map<LocalDate, List<NewPartition>> byDay = new TreeMap<>();
    for (NewPartition p : partitions) {
      byDay
          .computeIfAbsent(
              p.start().atOffset(ZoneOffset.UTC).toLocalDate(), day -> new ArrayList<>())
          .add(p);
    }
    long version = nextVersions(byDay.size());
    List<ManifestVersion> changed = new ArrayList<>();
    for (Map.Entry<LocalDate, List<NewPartition>> day : byDay.entrySet()) {
      changed.add(addDay(day.getKey(), version++, batchId, day.getValue()));
    }
    return changed;
  }

  /** Reserves version numbers; returns the first one. */
  private long nextVersions(int count) throws SQLException {
    try (PreparedStatement next =
        connection.prepareStatement(
            "update dataset set manifest_version = manifest_version + ? where id = ? returning manifest_version")) {
      next.setInt(1, count);
      next.setString(2, table.datasetId());
      try (ResultSet row = next.executeQuery()) {
        row.next();
        return row.getLong(1) - count + 1;
      }
    }
  }

  private ManifestVersion addDay(
      LocalDate day, long version, @Nullable Long batchId, List<NewPartition> partitions)
      throws SQLException {
    List<String> ids = partitions.stream().map(p -> "part-" + UUID.randomUUID()).toList();
    String manifestId = upsert(day, version, partitions, ids.get(ids.size() - 1));
    try (PreparedStatement insert = connection.prepareStatement(INSERT_PARTITION)) {
      for (int i = 0; i < partitions.size(); i++) {
        NewPartition p = partitions.get(i);
        insert.setString(1, ids.get(i));
        insert.setString(2, manifestId);
        insert.setLong(3, table.id());
        insert.setObject(4, batchId, java.sql.Types.BIGINT);
        insert.setDate(5, Date.valueOf(day));
        insert.setString(6, p.partitionKey());
        insert.setLong(7, table.id());
        insert.setString(8, p.partitionKey());
        insert.setLong(9, p.rows());
        insert.setLong(10, p.bytes());
        insert.setTimestamp(11, Timestamp.from(p.start()));
        insert.setTimestamp(12, Timestamp.from(p.end()));
        insert.setString(13, table.datasetId());
        insert.addBatch();
      }
      insert.executeBatch();
    }
    return new ManifestVersion(manifestId, day, version);
  }

  private String upsert(
      LocalDate day, long version, List<NewPartition> partitions, String lastPartition)
      throws SQLException {
    NewPartition last = partitions.get(partitions.size() - 1);
    try (PreparedStatement upsert = connection.prepareStatement(UPSERT_MANIFEST)) {
      upsert.setString(1, "man-" + UUID.randomUUID());
      upsert.setDate(2, Date.valueOf(day));
      upsert.setLong(3, version);
      upsert.setString(4, table.name().table());
      upsert.setString(5, TableStore.schemaVersionId(table));
      upsert.setLong(6, table.id());
      upsert.setString(7, last.partitionKey());
      long rows = partitions.stream().mapToLong(NewPartition::rows).sum();
      upsert.setLong(8, rows);
      upsert.setLong(9, partitions.size());
      upsert.setLong(10, rows);
      upsert.setLong(11, partitions.stream().mapToLong(NewPartition::bytes).sum());
      upsert.setTimestamp(
          12,
          Timestamp.from(
              partitions.stream()
                  .map(NewPartition::start)
                  .min(java.util.Comparator.naturalOrder())
                  .orElseThrow()));
      upsert.setTimestamp(
          13,
          Timestamp.from(
              partitions.stream()
                  .map(NewPartition::end)
                  .max(java.util.Comparator.naturalOrder())
                  .orElseThrow()));
      upsert.setString(14, lastPartition);
      upsert.setString(15, table.datasetId());
      try (ResultSet row = upsert.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }
}
