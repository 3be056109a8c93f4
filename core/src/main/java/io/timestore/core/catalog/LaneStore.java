package io.timestore.core.catalog;

import io.timestore.core.error.ErrorCode;
import io.timestore.core.error.TimestoreException;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Lanes, their epochs, batches and watermarks in PostgreSQL. Keeps invariant 4: a watermark only
 * rises, by exactly one published batch at a time, and only under the lane's current epoch. Safe
 * for many threads.
 */
public final class LaneStore {
  private final CatalogDatabase database;

  public LaneStore(CatalogDatabase database) {
    this.database = database;
  }

  /**
   * Takes every lane of a table and starts a new epoch for each: older holders are fenced from now
   * on.
   */
  public List<LaneLease> acquire(long tableId, String owner) {
    return database.transaction(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "update lane set epoch = epoch + 1, owner = ? where table_id = ? returning lane, epoch, watermark")) {
            update.setString(1, owner);
            update.setLong(2, tableId);
            List<LaneLease> leases = new ArrayList<>();
            try (ResultSet row = update.executeQuery()) {
              while (row.next()) {
                leases.add(
                    new LaneLease(
                        new LaneId(tableId, row.getInt(1)), row.getLong(2), row.getLong(3)));
              }
            }
            return leases;
          }
        });
  }

  /**
   * Seals a batch that continues the watermark. Throws FENCED under an old epoch or at another
   * watermark.
   */
  public Batch seal(
      LaneLease lease,
      long firstSequence,
      long lastSequence,
      long rows,
      long bytes,
      String contentHash) {
    return database.transaction(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  """
                  insert into batch (table_id, lane, first_seq, last_seq, row_count, byte_count, content_hash, epoch)
                  select l.table_id, l.lane, ?, ?, ?, ?, ?, l.epoch from lane l
                  where l.table_id = ? and l.lane = ? and l.epoch = ? and l.watermark = ? for update
                  returning id""")) {
            insert.setLong(1, firstSequence);
            insert.setLong(2, lastSequence);
            insert.setLong(3, rows);
            insert.setLong(4, bytes);
            insert.setString(5, contentHash);
            insert.setLong(6, lease.lane().tableId());
            insert.setInt(7, lease.lane().lane());
            insert.setLong(8, lease.epoch());
            insert.setLong(9, firstSequence - 1);
            try (ResultSet row = insert.executeQuery()) {
              if (!row.next()) {
                throw fenced(lease, firstSequence);
              }
              return new Batch(
                  row.getLong(1),
                  lease.lane(),
                  firstSequence,
                  lastSequence,
                  rows,
                  bytes,
                  contentHash,
                  lease.epoch(),
                  false);
            }
          }
        });
  }

  private static TimestoreException fenced(LaneLease lease, long firstSequence) {
    return new TimestoreException(
        ErrorCode.FENCED,
        "lane "
            + lease.lane().lane()
            + " of table "
            + lease.lane().tableId()
            + ": epoch "
            + lease.epoch()
            + " is over or the watermark is not "
            + (firstSequence - 1)
            + "; another daemon flushes it");
  }

  /** Batches of a lane that end above a sequence, in order: sealed ones and published ones. */
  public List<Batch> batchesAbove(LaneId lane, long sequence) {
    return database.transaction(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "select * from batch where table_id = ? and lane = ? and last_seq > ? order by first_seq")) {
            query.setLong(1, lane.tableId());
            query.setInt(2, lane.lane());
            query.setLong(3, sequence);
            List<Batch> batches = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                batches.add(batch(lane, row));
              }
            }
            return batches;
          }
        });
  }

  private static Batch batch(LaneId lane, ResultSet row) throws SQLException {
    return new Batch(
        row.getLong("id"),
        lane,
        row.getLong("first_seq"),
        row.getLong("last_seq"),
        row.getLong("row_count"),
        row.getLong("byte_count"),
        row.getString("content_hash"),
        row.getLong("epoch"),
        row.getTimestamp("published_at") != null);
  }

  /**
   * Publishes a batch: its partitions and manifests, its mark, and the watermark, in one
   * transaction. Throws FENCED under an old epoch.
   *
   * @return the manifests that changed, in order of their day
   */
  public List<ManifestVersion> publish(
      LaneLease lease, Batch batch, Table table, List<NewPartition> partitions) {
    return database.transaction(
        connection -> {
          raiseWatermark(connection, lease, batch);
          try (PreparedStatement mark =
              connection.prepareStatement("update batch set published_at = now() where id = ?")) {
            mark.setLong(1, batch.id());
            mark.executeUpdate();
          }
          return new ManifestWriter(connection, table).add(batch.id(), partitions);
        });
  }

  private static void raiseWatermark(Connection connection, LaneLease lease, Batch batch)
      throws SQLException {
    try (PreparedStatement raise =
        connection.prepareStatement(
            "update lane set watermark = ? where table_id = ? and lane = ? and epoch = ? and watermark = ?")) {
      raise.setLong(1, batch.lastSequence());
      raise.setLong(2, lease.lane().tableId());
      raise.setInt(3, lease.lane().lane());
      raise.setLong(4, lease.epoch());
      raise.setLong(5, batch.firstSequence() - 1);
      if (raise.executeUpdate() != 1) {
        throw fenced(lease, batch.firstSequence());
      }
    }
  }
}
