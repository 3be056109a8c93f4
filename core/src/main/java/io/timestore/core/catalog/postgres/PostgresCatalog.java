package io.timestore.core.catalog.postgres;

import io.timestore.core.catalog.CatalogReader;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import io.timestore.core.model.TableName;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimeWindow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads tables and schemas from PostgreSQL. Safe for many threads. */
public final class PostgresCatalog implements CatalogReader {
  private static final String TABLES =
      """
      select d.id as dataset_id, d.slug, coalesce(nullif(d.metadata ->> 'tableName', ''), 'records') as default_table,
             t.id, t.name, t.time_column, t.time_window, t.cold_database, t.cold_table, t.lanes, t.schema_version,
             s.fields
      from dataset d
      left join dataset_table t on t.dataset_id = d.id
      left join schema_version s on s.table_id = t.id and s.version = t.schema_version
      where d.status = 'active'
      order by d.slug, t.name\
      """;

  private final CatalogDatabase database;

  public PostgresCatalog(CatalogDatabase database) {
    this.database = database;
  }

  @Override
  public List<DatasetTables> tables() {
    return database.transaction(
        connection -> {
          Map<String, DatasetTables> datasets = new LinkedHashMap<>();
          try (PreparedStatement query = connection.prepareStatement(TABLES);
              ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
              add(datasets, rows);
            }
          }
          return List.copyOf(datasets.values());
        });
  }

  @Override
  public Map<LaneId, Long> watermarks(Collection<LaneId> lanes) {
    return database.transaction(
        connection -> {
          Map<LaneId, Long> watermarks = new HashMap<>();
          try (PreparedStatement query =
              connection.prepareStatement(
                  """
                  select l.table_id, l.lane, l.watermark from lane l
                  join unnest(?::bigint[], ?::int[]) as w (table_id, lane)
                    on w.table_id = l.table_id and w.lane = l.lane\
                  """)) {
            query.setArray(
                1,
                connection.createArrayOf("bigint", lanes.stream().map(LaneId::tableId).toArray()));
            query.setArray(
                2, connection.createArrayOf("int", lanes.stream().map(LaneId::lane).toArray()));
            try (ResultSet rows = query.executeQuery()) {
              while (rows.next()) {
                watermarks.put(new LaneId(rows.getLong(1), rows.getInt(2)), rows.getLong(3));
              }
            }
          }
          return watermarks;
        });
  }

  private static void add(Map<String, DatasetTables> datasets, ResultSet row) throws SQLException {
    String id = row.getString("dataset_id");
    DatasetTables known = datasets.get(id);
    List<Table> tables = new ArrayList<>(known == null ? List.of() : known.tables());
    String slug = row.getString("slug");
    if (row.getString("name") != null) {
      tables.add(table(row, slug));
    }
    datasets.put(id, new DatasetTables(id, slug, row.getString("default_table"), tables));
  }

  /** Reads a table from a row that has the columns of dataset_table and {@code fields}. */
  static Table table(ResultSet row, String slug) throws SQLException {
    return new Table(
        row.getLong("id"),
        row.getString("dataset_id"),
        new TableName(slug, row.getString("name")),
        new TableSchema(
            row.getInt("schema_version"),
            FieldsJson.read(row.getString("fields")),
            row.getString("time_column")),
        TimeWindow.valueOf(row.getString("time_window")),
        row.getString("cold_database"),
        row.getString("cold_table"),
        row.getInt("lanes"));
  }
}
