package io.timestore.core.catalog.postgres;

import io.timestore.core.catalog.Batch;
import io.timestore.core.catalog.KnownLane;
import io.timestore.core.catalog.LaneLease;
import io.timestore.core.catalog.LaneOwner;
import io.timestore.core.catalog.LostRange;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.TableName;
import io.timestore.core.model.TimestoreException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the catalog knows about sequences that the hot buffer must have, and about those that it
 * lost. Safe for many threads and daemons.
 */
public final class LossStore {
  private final CatalogDatabase database;

  public LossStore(CatalogDatabase database) {
    this.database = database;
  }

  /** Every lane. */
  public List<KnownLane> lanes() {
    return database.transaction(
        connection -> {
          try (PreparedStatement query =
                  connection.prepareStatement(
                      """
                      select l.table_id, l.lane, l.watermark, d.slug, t.name,
                        greatest(l.acknowledged, l.watermark,
                          (select max(b.last_seq) from batch b
                           where b.table_id = l.table_id and b.lane = l.lane and b.published_at is null)) as known
                      from lane l join dataset_table t on t.id = l.table_id join dataset d on d.id = t.dataset_id""");
              ResultSet row = query.executeQuery()) {
            List<KnownLane> lanes = new ArrayList<>();
            while (row.next()) {
              lanes.add(
                  new KnownLane(
                      new LaneId(row.getLong("table_id"), row.getInt("lane")),
                      new TableName(row.getString("slug"), row.getString("name")),
                      row.getLong("watermark"),
                      row.getLong("known")));
            }
            return lanes;
          }
        });
  }

  /**
   * Tells that a daemon, since a run of the hot buffer's server started, wrote down all
   * acknowledgements that it knows of.
   *
   * @return whether every daemon that lives did
   */
  public boolean wroteDown(LaneOwner owner, String server, Duration lives) {
    return database.transaction(
        connection -> {
          try (PreparedStatement tell =
              connection.prepareStatement(
                  """
                  insert into daemon (name, process, seen_until, hot_server)
                  values (?, ?, clock_timestamp() + ? * interval '1 millisecond', ?)
                  on conflict (name) do update set process = excluded.process, hot_server = excluded.hot_server,
                    seen_until = excluded.seen_until""")) {
            tell.setString(1, owner.name());
            tell.setString(2, owner.process());
            tell.setLong(3, lives.toMillis());
            tell.setString(4, server);
            tell.executeUpdate();
          }
          try (PreparedStatement others =
              connection.prepareStatement(
                  """
                  select not exists (select 1 from daemon
                    where seen_until > clock_timestamp() and hot_server is distinct from ?)""")) {
            others.setString(1, server);
            try (ResultSet row = others.executeQuery()) {
              row.next();
              return row.getBoolean(1);
            }
          }
        });
  }

  /** Notes a loss; a lane has at most one that is not accepted, which grows. */
  public void noteLost(LaneId lane, long firstSequence, long lastSequence) {
    database.transaction(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  """
                  insert into lost_range (table_id, lane, first_seq, last_seq) values (?, ?, ?, ?)
                  on conflict (table_id, lane) where accepted_at is null
                  do update set last_seq = greatest(lost_range.last_seq, excluded.last_seq)""")) {
            insert.setLong(1, lane.tableId());
            insert.setInt(2, lane.lane());
            insert.setLong(3, firstSequence);
            insert.setLong(4, lastSequence);
            return insert.executeUpdate();
          }
        });
  }

  /** Every loss that was ever noted, the newest first. */
  public List<LostRange> lost() {
    return database.transaction(
        connection -> {
          try (PreparedStatement query =
                  connection.prepareStatement(
                      """
                      select r.*, d.slug, t.name from lost_range r
                      join dataset_table t on t.id = r.table_id join dataset d on d.id = t.dataset_id
                      order by r.id desc""");
              ResultSet row = query.executeQuery()) {
            List<LostRange> ranges = new ArrayList<>();
            while (row.next()) {
              ranges.add(
                  new LostRange(
                      new LaneId(row.getLong("table_id"), row.getInt("lane")),
                      new TableName(row.getString("slug"), row.getString("name")),
                      row.getLong("first_seq"),
                      row.getLong("last_seq"),
                      row.getTimestamp("accepted_at") != null));
            }
            return ranges;
          }
        });
  }

  /**
   * Gives the lost sequences of a dataset's tables up.
   *
   * @return how many ranges that were
   */
  public int accept(String datasetId) {
    return database.transaction(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  """
                  update lost_range r set accepted_at = now() from dataset_table t
                  where t.id = r.table_id and t.dataset_id = ? and r.accepted_at is null""")) {
            update.setString(1, datasetId);
            return update.executeUpdate();
          }
        });
  }

  /** Forgets a batch that was sealed and of which ClickHouse has no row. */
  public void dropSealed(LaneLease lease, Batch batch) {
    fenced(
        lease,
        """
        delete from batch b using lane l where b.id = ? and b.published_at is null
          and l.table_id = ? and l.lane = ? and l.epoch = ?""",
        batch.id());
  }

  /** Sets the watermark past lost sequences. */
  public void jump(LaneLease lease, long sequence) {
    fenced(
        lease,
        """
        update lane set watermark = greatest(watermark, ?), acknowledged = 0
        where table_id = ? and lane = ? and epoch = ?""",
        sequence);
  }

  private void fenced(LaneLease lease, String sql, long value) {
    database.transaction(
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, value);
            update.setLong(2, lease.lane().tableId());
            update.setInt(3, lease.lane().lane());
            update.setLong(4, lease.epoch());
            if (update.executeUpdate() != 1) {
              throw new TimestoreException(
                  ErrorCode.FENCED, "epoch " + lease.epoch() + " of " + lease.lane() + " is over");
            }
            return 1;
          }
        });
  }
}
