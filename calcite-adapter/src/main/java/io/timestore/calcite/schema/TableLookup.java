package io.timestore.calcite.schema;

import io.timestore.core.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.calcite.schema.lookup.Named;
import org.jspecify.annotations.Nullable;

/** Finds a table by its name in parts, as queries do. Stateless. */
public final class TableLookup {
  private TableLookup() {}

  /**
   * The table, or null if there is none.
   *
   * @param path table, or dataset and table
   * @param schema the session's schema, null for none
   */
  public static @Nullable Table find(
      CatalogSnapshot snapshot, List<String> path, @Nullable String schema) {
    Map<String, Map<String, Table>> schemas = snapshot.names().schemas();
    if (path.size() == 2) {
      return table(schemas, path.get(0), path.get(1));
    }
    if (path.size() != 1) {
      return null;
    }
    List<String> searched = new ArrayList<>();
    if (schema != null) {
      searched.add(schema);
    }
    searched.add(SqlNames.DEFAULT_SCHEMA);
    for (String name : searched) {
      Table found = table(schemas, name, path.get(0));
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable Table table(
      Map<String, Map<String, Table>> schemas, String schema, String table) {
    Named<Map<String, Table>> tables = new NameLookup<>(schemas).getIgnoreCase(schema);
    Named<Table> found =
        tables == null ? null : new NameLookup<>(tables.entity()).getIgnoreCase(table);
    return found == null ? null : found.entity();
  }
}
