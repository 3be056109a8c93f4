package io.timestore.core.catalog.postgres;

import io.timestore.core.block.ValueBounds;
import io.timestore.core.catalog.Batch;
import io.timestore.core.catalog.LaneLease;
import io.timestore.core.catalog.LaneOwner;
import io.timestore.core.catalog.LaneStore;
import io.timestore.core.catalog.ManifestVersion;
import io.timestore.core.catalog.NewPartition;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import io.timestore.core.model.TimestoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The lanes in PostgreSQL. Times are those of its clock alone. */
public final class PostgresLaneStore implements LaneStore {
  private final CatalogDatabase database;

  public PostgresLaneStore(CatalogDatabase database) {
    this.database = database;
  }

  private static final String FREE =
      """
      (l.lease_until is null or l.lease_until < clock_timestamp() or (l.owner = ? and l.process <> ?))\
      """;

  private static final String TAKE =
      """
      update lane u set epoch = u.epoch + 1, owner = ?, process = ?,
        lease_until = clock_timestamp() + ? * interval '1 millisecond'
      from (select l.table_id, l.lane from lane l where %s and %s order by l.lease_until nulls first
            limit ? for update skip locked) f
      where u.table_id = f.table_id and u.lane = f.lane
      returning u.table_id, u.lane, u.epoch, u.watermark, u.acknowledged, coalesce(u.bounds, '')\
      """;

  @Override
  public Census heartbeat(LaneOwner owner, Duration lives) {
    return database.transaction(
        connection -> {
          try (PreparedStatement seen =
              connection.prepareStatement(
                  """
                  insert into daemon (name, process, seen_until)
                  values (?, ?, clock_timestamp() + ? * interval '1 millisecond')
                  on conflict (name) do update set process = excluded.process, seen_until = excluded.seen_until,
                    hot_server = case when daemon.process = excluded.process then daemon.hot_server end\
                  """)) {
            seen.setString(1, owner.name());
            seen.setString(2, owner.process());
            seen.setLong(3, lives.toMillis());
            seen.executeUpdate();
          }
          try (PreparedStatement count =
                  connection.prepareStatement(
                      """
                      select (select count(*) from daemon where seen_until > clock_timestamp()),
                             (select count(*) from lane)\
                      """);
              ResultSet row = count.executeQuery()) {
            row.next();
            return new Census(row.getInt(1), row.getInt(2));
          }
        });
  }

  @Override
  public void depart(LaneOwner owner) {
    database.transaction(
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement("delete from daemon where name = ? and process = ?")) {
            delete.setString(1, owner.name());
            delete.setString(2, owner.process());
            return delete.executeUpdate();
          }
        });
  }

  @Override
  public List<LaneLease> claim(LaneOwner owner, Duration duration, int most) {
    return take(owner, duration, "?::bigint is null", null, most);
  }

  @Override
  public List<LaneLease> claimTable(LaneOwner owner, Duration duration, long tableId) {
    return take(owner, duration, "l.table_id = ?", tableId, Integer.MAX_VALUE);
  }

  private List<LaneLease> take(
      LaneOwner owner, Duration duration, String which, @Nullable Long tableId, int most) {
    return database.transaction(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(TAKE.formatted(which, FREE))) {
            update.setString(1, owner.name());
            update.setString(2, owner.process());
            update.setLong(3, duration.toMillis());
            update.setObject(4, tableId, Types.BIGINT);
            update.setString(5, owner.name());
            update.setString(6, owner.process());
            update.setInt(7, most);
            List<LaneLease> leases = new ArrayList<>();
            try (ResultSet row = update.executeQuery()) {
              while (row.next()) {
                leases.add(
                    new LaneLease(
                        new LaneId(row.getLong(1), row.getInt(2)),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        ValueBounds.parse(row.getString(6))));
              }
            }
            return leases;
          }
        });
  }

  @Override
  public Set<LaneId> renew(LaneOwner owner, Collection<LaneLease> leases, Duration duration) {
    return database.transaction(
        connection -> {
          Set<LaneId> held = new HashSet<>();
          try (PreparedStatement update =
              connection.prepareStatement(
                  """
                  update lane l set lease_until = clock_timestamp() + ? * interval '1 millisecond'
                  from unnest(?::bigint[], ?::int[], ?::bigint[]) as h (table_id, lane, epoch)
                  where l.table_id = h.table_id and l.lane = h.lane and l.epoch = h.epoch and l.process = ?
                  returning l.table_id, l.lane\
                  """)) {
            update.setLong(1, duration.toMillis());
            update.setArray(
                2,
                connection.createArrayOf(
                    "bigint", leases.stream().map(h -> h.lane().tableId()).toArray()));
            update.setArray(
                3,
                connection.createArrayOf(
                    "int", leases.stream().map(h -> h.lane().lane()).toArray()));
            update.setArray(
                4,
                connection.createArrayOf(
                    "bigint", leases.stream().map(LaneLease::epoch).toArray()));
            update.setString(5, owner.process());
            try (ResultSet row = update.executeQuery()) {
              while (row.next()) {
                held.add(new LaneId(row.getLong(1), row.getInt(2)));
              }
            }
          }
          return held;
        });
  }

  @Override
  public void release(LaneLease lease) {
    database.transaction(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  """
                  update lane set owner = null, process = null, lease_until = null
                  where table_id = ? and lane = ? and epoch = ?\
                  """)) {
            update.setLong(1, lease.lane().tableId());
            update.setInt(2, lease.lane().lane());
            update.setLong(3, lease.epoch());
            return update.executeUpdate();
          }
        });
  }

  @Override
  public void noteAcknowledged(Map<LaneId, Long> sequences) {
    List<Map.Entry<LaneId, Long>> notes = List.copyOf(sequences.entrySet());
    database.transaction(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  """
                  update lane l set acknowledged = n.seq
                  from unnest(?::bigint[], ?::int[], ?::bigint[]) as n (table_id, lane, seq)
                  where l.table_id = n.table_id and l.lane = n.lane and l.acknowledged < n.seq\
                  """)) {
            update.setArray(
                1,
                connection.createArrayOf(
                    "bigint", notes.stream().map(n -> n.getKey().tableId()).toArray()));
            update.setArray(
                2,
                connection.createArrayOf(
                    "int", notes.stream().map(n -> n.getKey().lane()).toArray()));
            update.setArray(
                3,
                connection.createArrayOf(
                    "bigint", notes.stream().map(Map.Entry::getValue).toArray()));
            return update.executeUpdate();
          }
        });
  }

  @Override
  public Batch seal(
      LaneLease lease,
      long firstSequence,
      long lastSequence,
      long rows,
      long bytes,
      String contentHash,
      ValueBounds bounds) {
    return database.transaction(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  """
                  with l as (update lane set bounds = nullif(?, '')
                    where table_id = ? and lane = ? and epoch = ? and watermark = ?
                    returning table_id, lane, epoch)
                  insert into batch (table_id, lane, first_seq, last_seq, row_count, byte_count, content_hash, epoch)
                  select l.table_id, l.lane, ?, ?, ?, ?, ?, l.epoch from l
                  returning id\
                  """)) {
            insert.setString(1, bounds.text());
            insert.setLong(2, lease.lane().tableId());
            insert.setInt(3, lease.lane().lane());
            insert.setLong(4, lease.epoch());
            insert.setLong(5, firstSequence - 1);
            insert.setLong(6, firstSequence);
            insert.setLong(7, lastSequence);
            insert.setLong(8, rows);
            insert.setLong(9, bytes);
            insert.setString(10, contentHash);
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

  @Override
  public List<Batch> batchesAbove(LaneId lane, long sequence) {
    return database.transaction(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "select * from batch where table_id = ? and lane = ? and last_seq > ? order by"
                      + " first_seq")) {
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

  @Override
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
            "update lane set watermark = ? where table_id = ? and lane = ? and epoch = ? and"
                + " watermark = ?")) {
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
