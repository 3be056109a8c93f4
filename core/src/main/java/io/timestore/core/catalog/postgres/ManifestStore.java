package io.timestore.core.catalog.postgres;

import io.timestore.core.catalog.Manifest;
import io.timestore.core.catalog.ManifestVersion;
import io.timestore.core.catalog.NewPartition;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Manifests and the attributes of partition keys in PostgreSQL. Safe for many threads. */
public final class ManifestStore {
  private final CatalogDatabase database;

  public ManifestStore(CatalogDatabase database) {
    this.database = database;
  }

  /** The manifest of a day with its partitions, or null. */
  public @Nullable Manifest find(String datasetId, LocalDate shard) {
    return database
        .transaction(
            connection -> {
              try (PreparedStatement query =
                  connection.prepareStatement(
                      "select * from manifest where dataset_id = ? and shard = ?")) {
                query.setString(1, datasetId);
                query.setDate(2, Date.valueOf(shard));
                try (ResultSet row = query.executeQuery()) {
                  return row.next()
                      ? Optional.of(manifest(connection, row))
                      : Optional.<Manifest>empty();
                }
              }
            })
        .orElse(null);
  }

  /** The newest manifest of a dataset, or null. */
  public @Nullable Manifest latest(String datasetId) {
    return database
        .transaction(
            connection -> {
              try (PreparedStatement query =
                  connection.prepareStatement(
                      "select * from manifest where dataset_id = ? order by version desc limit 1")) {
                query.setString(1, datasetId);
                try (ResultSet row = query.executeQuery()) {
                  return row.next()
                      ? Optional.of(manifest(connection, row))
                      : Optional.<Manifest>empty();
                }
              }
            })
        .orElse(null);
  }

  /** Publishes a partition without rows, which an ingest without rows makes. */
  public ManifestVersion publishEmpty(Table table, NewPartition partition) {
    return database.transaction(
        connection -> new ManifestWriter(connection, table).add(null, List.of(partition)).get(0));
  }

  /**
   * The manifest that holds the newest partition of the batch with a sequence; for a batch that was
   * compacted, the newest manifest of its dataset; null before it is published.
   */
  public @Nullable Manifest containing(LaneId lane, long sequence) {
    return database
        .transaction(
            connection -> {
              try (PreparedStatement query =
                  connection.prepareStatement(
                      """
                      with s as (select ?::bigint as table_id, ?::int as lane, ?::bigint as seq),
                      known as (select b.id from batch b join s on b.table_id = s.table_id and b.lane = s.lane
                        and b.first_seq <= s.seq and b.last_seq >= s.seq),
                      compacted as (select t.dataset_id from s
                        join lane l on l.table_id = s.table_id and l.lane = s.lane and l.watermark >= s.seq
                        join dataset_table t on t.id = s.table_id
                        where not exists (select 1 from known) and not exists (select 1 from lost_range r
                          where r.table_id = s.table_id and r.lane = s.lane and s.seq between r.first_seq and r.last_seq))
                      (select m.* from known b join partition p on p.batch_id = b.id
                        join manifest m on m.id = p.manifest_id order by m.shard desc limit 1)
                      union all
                      (select m.* from compacted c join manifest m on m.dataset_id = c.dataset_id
                        order by m.version desc limit 1)""")) {
                query.setLong(1, lane.tableId());
                query.setInt(2, lane.lane());
                query.setLong(3, sequence);
                try (ResultSet row = query.executeQuery()) {
                  return row.next()
                      ? Optional.of(manifest(connection, row))
                      : Optional.<Manifest>empty();
                }
              }
            })
        .orElse(null);
  }

  /**
   * Stores the attributes of a partition key; they show in the partitions published from now on.
   */
  public void putAttributes(long tableId, String partitionKey, Map<String, String> attributes) {
    database.transaction(
        connection -> {
          try (PreparedStatement upsert =
              connection.prepareStatement(
                  """
                  insert into partition_attributes (table_id, partition_key, attributes) values (?, ?::jsonb, ?::jsonb)
                  on conflict (table_id, partition_key) do update set attributes = excluded.attributes""")) {
            upsert.setLong(1, tableId);
            upsert.setString(2, partitionKey);
            upsert.setString(3, CatalogJson.write(attributes));
            return upsert.executeUpdate();
          }
        });
  }

  private static Manifest manifest(Connection connection, ResultSet row) throws SQLException {
    return new Manifest(
        row.getString("id"),
        row.getString("dataset_id"),
        row.getDate("shard").toLocalDate(),
        row.getLong("version"),
        row.getString("table_name"),
        row.getString("schema_version_id"),
        row.getString("parent_id"),
        row.getString("storage_target_id"),
        CatalogJson.object(row.getString("attributes")),
        row.getLong("batch_rows"),
        row.getLong("partition_count"),
        row.getLong("total_rows"),
        row.getLong("total_bytes"),
        row.getTimestamp("start_time").toInstant(),
        row.getTimestamp("end_time").toInstant(),
        row.getString("last_partition_id"),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("updated_at").toInstant(),
        partitions(connection, row.getString("id")));
  }

  private static List<Manifest.Partition> partitions(Connection connection, String manifestId)
      throws SQLException {
    List<Manifest.Partition> partitions = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            select p.*, t.cold_database || '.' || t.cold_table as cold from partition p
            join dataset_table t on t.id = p.table_id where p.manifest_id = ? order by p.start_time, p.id""")) {
      query.setString(1, manifestId);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          partitions.add(
              new Manifest.Partition(
                  row.getString("id"),
                  CatalogJson.object(row.getString("partition_key")),
                  CatalogJson.object(row.getString("attributes")),
                  row.getString("storage_target_id"),
                  row.getString("cold"),
                  row.getLong("row_count"),
                  row.getLong("byte_count"),
                  row.getTimestamp("start_time").toInstant(),
                  row.getTimestamp("end_time").toInstant(),
                  row.getTimestamp("created_at").toInstant()));
        }
      }
    }
    return partitions;
  }
}
