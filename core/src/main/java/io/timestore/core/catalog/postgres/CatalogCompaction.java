package io.timestore.core.catalog.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the catalog small: batches that were published some time ago go, except the newest of each
 * lane, and their partitions are merged into one per manifest, table and partition key. Totals,
 * versions and attributes of manifests stay. Safe for many threads and daemons.
 */
public final class CatalogCompaction {
  /** Any number that no other user of advisory locks in this database takes. */
  private static final long LOCK = 0x74735f636f6d70L;

  private static final String OLD_BATCHES =
      """
      select b.id from batch b
      where b.published_at < now() - ? * interval '1 millisecond' and exists (
        select 1 from batch n where n.table_id = b.table_id and n.lane = b.lane and n.first_seq > b.first_seq
          and n.published_at is not null)
      order by b.id limit ?""";

  /** A publisher locks its dataset before it touches a manifest. */
  private static final String LOCK_DATASETS =
      """
      select id from dataset where id in (select dataset_id from partition where batch_id = any (?))
      order by id for no key update""";

  private static final String MERGE =
      """
      with touched as (select distinct manifest_id as id from partition where batch_id = any (?)),
      old as (
        select p.*, p.id = m.last_partition_id as last
        from touched t join manifest m on m.id = t.id join partition p on p.manifest_id = t.id
        where p.batch_id = any (?)
          or (p.batch_id is null and p.created_at < now() - ? * interval '1 millisecond')),
      merged as (
        select manifest_id, array_agg(id order by last desc, created_at desc, id desc) as ids,
          sum(row_count)::bigint as row_count, sum(byte_count)::bigint as byte_count,
          min(start_time) as start_time, max(end_time) as end_time
        from old
        group by manifest_id, table_id, partition_key, attributes, storage_target_id, row_count = 0
        having bool_or(batch_id is not null) or count(*) > 1),
      gone as (
        delete from partition p using merged g where p.id = any (g.ids[2:]) returning p.manifest_id),
      kept as (
        update partition p set batch_id = null, row_count = g.row_count, byte_count = g.byte_count,
          start_time = g.start_time, end_time = g.end_time
        from merged g where p.id = g.ids[1])
      update manifest m set partition_count = m.partition_count - c.gone
      from (select manifest_id, count(*) as gone from gone group by manifest_id) c where m.id = c.manifest_id""";

  private final CatalogDatabase database;

  public CatalogCompaction(CatalogDatabase database) {
    this.database = database;
  }

  /**
   * Compacts batches in one transaction, unless another daemon does so now.
   *
   * @param grace how long a published batch stays as it is
   * @param most how many batches at most
   * @return how many batches went; fewer than {@code most} when there are no more
   */
  public int compact(Duration grace, int most) {
    return database.transaction(
        connection -> {
          if (!locked(connection)) {
            return 0;
          }
          List<Long> ids = oldBatches(connection, grace, most);
          if (!ids.isEmpty()) {
            Array batches = connection.createArrayOf("bigint", ids.toArray());
            execute(connection, LOCK_DATASETS, batches);
            merge(connection, batches, grace);
            execute(connection, "delete from batch where id = any (?)", batches);
          }
          return ids.size();
        });
  }

  private static boolean locked(Connection connection) throws SQLException {
    try (PreparedStatement lock =
            connection.prepareStatement("select pg_try_advisory_xact_lock(" + LOCK + ")");
        ResultSet row = lock.executeQuery()) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private static List<Long> oldBatches(Connection connection, Duration grace, int most)
      throws SQLException {
    List<Long> ids = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(OLD_BATCHES)) {
      query.setLong(1, grace.toMillis());
      query.setInt(2, most);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          ids.add(row.getLong(1));
        }
      }
    }
    return ids;
  }

  private static void merge(Connection connection, Array batches, Duration grace)
      throws SQLException {
    try (PreparedStatement merge = connection.prepareStatement(MERGE)) {
      merge.setArray(1, batches);
      merge.setArray(2, batches);
      merge.setLong(3, grace.toMillis());
      merge.executeUpdate();
    }
  }

  private static void execute(Connection connection, String sql, Array batches)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, batches);
      statement.execute();
    }
  }
}
