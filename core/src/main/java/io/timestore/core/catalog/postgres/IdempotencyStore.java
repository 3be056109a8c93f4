package io.timestore.core.catalog.postgres;

import io.timestore.core.hot.AnsweredKey;
import io.timestore.core.model.IdempotencyKey;
import io.timestore.core.model.LaneId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Idempotency keys in PostgreSQL. Safe for many threads and daemons. */
public final class IdempotencyStore {
  /** Any number that no other user of advisory locks in this database takes. */
  private static final long EXPIRY_LOCK = 0x74735f6b657973L;

  private final CatalogDatabase database;

  public IdempotencyStore(CatalogDatabase database) {
    this.database = database;
  }

  /** What was answered under a key, or null. */
  public @Nullable AnsweredKey find(String datasetId, String key) {
    return database
        .transaction(
            connection -> {
              try (PreparedStatement query =
                  connection.prepareStatement(
                      "select * from idempotency_key where dataset_id = ? and key = ?")) {
                query.setString(1, datasetId);
                query.setString(2, key);
                try (ResultSet row = query.executeQuery()) {
                  return row.next() ? Optional.of(answered(row)) : Optional.<AnsweredKey>empty();
                }
              }
            })
        .orElse(null);
  }

  private static AnsweredKey answered(ResultSet row) throws SQLException {
    return new AnsweredKey(
        new IdempotencyKey(
            row.getString("dataset_id"), row.getString("key"), row.getString("content_hash")),
        new LaneId(row.getLong("table_id"), row.getInt("lane")),
        row.getLong("first_seq"),
        row.getLong("last_seq"),
        row.getLong("watermark"),
        row.getLong("row_count"));
  }

  /** Keeps keys; those that are kept already stay as they are. */
  public void keep(List<AnsweredKey> keys) {
    database.transaction(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  """
                  insert into idempotency_key
                    (dataset_id, key, content_hash, table_id, lane, first_seq, last_seq, watermark, row_count)
                  select * from unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::int[], ?::bigint[],
                    ?::bigint[], ?::bigint[], ?::bigint[])
                  on conflict do nothing""")) {
            array(insert, 1, connection, "text", keys, k -> k.key().datasetId());
            array(insert, 2, connection, "text", keys, k -> k.key().key());
            array(insert, 3, connection, "text", keys, k -> k.key().contentHash());
            array(insert, 4, connection, "bigint", keys, k -> k.lane().tableId());
            array(insert, 5, connection, "int", keys, k -> k.lane().lane());
            array(insert, 6, connection, "bigint", keys, AnsweredKey::firstSequence);
            array(insert, 7, connection, "bigint", keys, AnsweredKey::lastSequence);
            array(insert, 8, connection, "bigint", keys, AnsweredKey::watermark);
            array(insert, 9, connection, "bigint", keys, AnsweredKey::rows);
            return insert.executeUpdate();
          }
        });
  }

  private static void array(
      PreparedStatement statement,
      int index,
      Connection connection,
      String type,
      List<AnsweredKey> keys,
      Function<AnsweredKey, Object> value)
      throws SQLException {
    statement.setArray(index, connection.createArrayOf(type, keys.stream().map(value).toArray()));
  }

  /**
   * Forgets keys that are older than a time, unless another daemon does so now.
   *
   * @param most how many at most
   * @return how many were forgotten
   */
  public int expire(Duration age, int most) {
    return database.transaction(
        connection -> {
          try (PreparedStatement lock =
                  connection.prepareStatement(
                      "select pg_try_advisory_xact_lock(" + EXPIRY_LOCK + ")");
              ResultSet row = lock.executeQuery()) {
            row.next();
            if (!row.getBoolean(1)) {
              return 0;
            }
          }
          try (PreparedStatement delete =
              connection.prepareStatement(
                  """
                  delete from idempotency_key where ctid = any (array(
                    select ctid from idempotency_key
                    where created_at < now() - ? * interval '1 millisecond' limit ?))""")) {
            delete.setLong(1, age.toMillis());
            delete.setInt(2, most);
            return delete.executeUpdate();
          }
        });
  }
}
