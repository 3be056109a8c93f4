package io.timestore.core.catalog.postgres;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.Table;
import io.timestore.core.model.TableName;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimeWindow;
import io.timestore.core.model.TimestoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tables and their schema versions in PostgreSQL. Safe for many threads and daemons: changes to one
 * dataset's tables run one after another.
 */
public final class TableStore {
  private static final String TABLE =
      """
      select t.*, s.fields, d.slug from dataset d
      join dataset_table t on t.dataset_id = d.id
      join schema_version s on s.table_id = t.id and s.version = t.schema_version
      where d.slug = ? and t.name = ?\
      """;

  private final CatalogDatabase database;

  public TableStore(CatalogDatabase database) {
    this.database = database;
  }

  /** The table with its latest schema, or null. */
  public @Nullable Table find(TableName name) {
    return database
        .transaction(connection -> Optional.ofNullable(find(connection, name)))
        .orElse(null);
  }

  private static @Nullable Table find(Connection connection, TableName name) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(TABLE)) {
      query.setString(1, name.dataset());
      query.setString(2, name.table());
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? PostgresCatalog.table(row, row.getString("slug")) : null;
      }
    }
  }

  /** What a table shall be. */
  public record Definition(
      TableName name,
      String datasetName,
      TableSchema schema,
      TimeWindow window,
      String coldDatabase) {}

  /** Prepares ClickHouse for a new schema version, inside the catalog's transaction. */
  @FunctionalInterface
  public interface ColdPreparation {
    void prepare(Table table, @Nullable TableSchema before);
  }

  /**
   * Makes the table what the definition says: creates dataset and table, or adds the next schema
   * version. ClickHouse is prepared before the commit, so that a committed schema is always there;
   * a failure leaves the catalog as it was.
   *
   * @return the table, or null if it meanwhile has a schema that the definition does not continue
   */
  public @Nullable Table define(Definition wanted, ColdPreparation preparation) {
    return database
        .<Optional<Table>>transaction(
            connection -> {
              String datasetId = ensureDataset(connection, wanted);
              Table existing = find(connection, wanted.name());
              if (existing != null && existing.schema().version() >= wanted.schema().version()) {
                return Optional.ofNullable(
                    existing.schema().equals(wanted.schema()) ? existing : null);
              }
              int before = existing == null ? 0 : existing.schema().version();
              if (wanted.schema().version() != before + 1) {
                return Optional.empty();
              }
              Table table =
                  existing == null
                      ? insert(connection, datasetId, wanted)
                      : evolve(connection, existing, wanted);
              preparation.prepare(table, existing == null ? null : existing.schema());
              return Optional.of(table);
            })
        .orElse(null);
  }

  /** Prepares the hot buffer for more lanes, inside the catalog's transaction. */
  @FunctionalInterface
  public interface LanePreparation {
    void prepare(Table table, int lanesBefore);
  }

  /**
   * Raises the number of a table's lanes. The hot buffer is prepared before the commit; a failure
   * leaves the catalog as it was. Throws NOT_FOUND for an unknown table and INVALID_REQUEST for
   * fewer lanes than it has.
   */
  public Table raiseLanes(TableName name, int lanes, LanePreparation preparation) {
    return database.transaction(
        connection -> {
          Table before = find(connection, name);
          if (before == null) {
            throw new TimestoreException(ErrorCode.NOT_FOUND, "table " + name + " does not exist");
          }
          try (PreparedStatement lock =
              connection.prepareStatement(
                  "select lanes from dataset_table where id = ? for update")) {
            lock.setLong(1, before.id());
            try (ResultSet row = lock.executeQuery()) {
              row.next();
              return raiseLanes(connection, before, row.getInt(1), lanes, preparation);
            }
          }
        });
  }

  private static Table raiseLanes(
      Connection connection, Table table, int before, int lanes, LanePreparation preparation)
      throws SQLException {
    if (lanes < before) {
      throw new TimestoreException(
          ErrorCode.INVALID_REQUEST,
          "table " + table.name() + " has " + before + " lanes, and lanes cannot be taken away");
    }
    Table raised = table.withLanes(lanes);
    if (lanes == before) {
      return raised;
    }
    try (PreparedStatement update =
        connection.prepareStatement("update dataset_table set lanes = ? where id = ?")) {
      update.setInt(1, lanes);
      update.setLong(2, table.id());
      update.executeUpdate();
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into lane (table_id, lane, watermark) select ?, l, l::bigint << 40 from"
                + " generate_series(?, ?) l")) {
      insert.setLong(1, table.id());
      insert.setInt(2, before);
      insert.setInt(3, lanes - 1);
      insert.executeUpdate();
    }
    preparation.prepare(raised, before);
    return raised;
  }

  /**
   * Creates the dataset if need be and locks it against other changes until the transaction ends.
   */
  private static String ensureDataset(Connection connection, Definition wanted)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            insert into dataset (id, slug, name, default_storage_target_id, metadata)
            select ?, ?, ?, t.id, '{"createdBy": "timestore-ingestion"}'::jsonb from storage_target t where t.is_default
            on conflict (slug) do nothing\
            """)) {
      insert.setString(1, "ds-" + UUID.randomUUID());
      insert.setString(2, wanted.name().dataset());
      insert.setString(3, wanted.datasetName());
      insert.executeUpdate();
    }
    try (PreparedStatement lock =
        connection.prepareStatement("select id from dataset where slug = ? for update")) {
      lock.setString(1, wanted.name().dataset());
      try (ResultSet row = lock.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  private static Table insert(Connection connection, String datasetId, Definition wanted)
      throws SQLException {
    long id;
    String coldTable;
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            insert into dataset_table (dataset_id, name, time_column, time_window, cold_database, cold_table, schema_version)
            values (?, ?, ?, ?, ?, '', 1) returning id\
            """)) {
      insert.setString(1, datasetId);
      insert.setString(2, wanted.name().table());
      insert.setString(3, wanted.schema().timeColumn());
      insert.setString(4, wanted.window().name());
      insert.setString(5, wanted.coldDatabase());
      try (ResultSet row = insert.executeQuery()) {
        row.next();
        id = row.getLong(1);
      }
    }
    coldTable = coldName(wanted.name(), id);
    try (PreparedStatement name =
        connection.prepareStatement("update dataset_table set cold_table = ? where id = ?")) {
      name.setString(1, coldTable);
      name.setLong(2, id);
      name.executeUpdate();
    }
    try (PreparedStatement lane =
        connection.prepareStatement("insert into lane (table_id, lane) values (?, 0)")) {
      lane.setLong(1, id);
      lane.executeUpdate();
    }
    insertVersion(connection, id, wanted.schema());
    return new Table(
        id,
        datasetId,
        wanted.name(),
        wanted.schema(),
        wanted.window(),
        wanted.coldDatabase(),
        coldTable,
        1);
  }

  /**
   * A name that a person recognises and that ClickHouse can use for a folder: the id makes it
   * unique.
   */
  private static String coldName(TableName name, long id) {
    String readable = (name.dataset() + "_" + name.table()).replaceAll("[^A-Za-z0-9_]+", "_");
    return readable.substring(0, Math.min(80, readable.length())) + "_t" + id;
  }

  private static Table evolve(Connection connection, Table before, Definition wanted)
      throws SQLException {
    insertVersion(connection, before.id(), wanted.schema());
    try (PreparedStatement update =
        connection.prepareStatement("update dataset_table set schema_version = ? where id = ?")) {
      update.setInt(1, wanted.schema().version());
      update.setLong(2, before.id());
      update.executeUpdate();
    }
    return before.withSchema(wanted.schema());
  }

  private static void insertVersion(Connection connection, long tableId, TableSchema schema)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into schema_version (id, table_id, version, fields) values (?, ?, ?,"
                + " ?::jsonb)")) {
      insert.setString(1, schemaVersionId(tableId, schema.version()));
      insert.setLong(2, tableId);
      insert.setInt(3, schema.version());
      insert.setString(4, FieldsJson.write(schema.fields()));
      insert.executeUpdate();
    }
  }

  /** The id of a table's schema version. */
  static String schemaVersionId(Table table) {
    return schemaVersionId(table.id(), table.schema().version());
  }

  private static String schemaVersionId(long tableId, int version) {
    return "sv-" + tableId + "-" + version;
  }
}
