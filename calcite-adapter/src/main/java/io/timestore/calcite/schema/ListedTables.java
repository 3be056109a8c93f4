package io.timestore.calcite.schema;

import io.timestore.core.catalog.CatalogReader.DatasetTables;
import io.timestore.core.model.Table;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The schemas and tables that are listed to people and programs: each dataset under its slug, and
 * the default schema with one table per dataset. Other spellings of slugs are not listed.
 */
public final class ListedTables {
  private ListedTables() {}

  /** Schemas, each with its tables by name, all in order. */
  public static SortedMap<String, SortedMap<String, Table>> in(CatalogSnapshot catalog) {
    Map<String, Map<String, Table>> all = catalog.names().schemas();
    SortedMap<String, SortedMap<String, Table>> listed = new TreeMap<>();
    Map<String, Table> defaults = all.getOrDefault(SqlNames.DEFAULT_SCHEMA, Map.of());
    SortedMap<String, Table> shown = new TreeMap<>();
    for (DatasetTables dataset : catalog.datasets()) {
      Map<String, Table> tables = all.get(dataset.slug());
      if (tables != null) {
        listed.put(dataset.slug(), new TreeMap<>(tables));
      }
      Table table = defaults.get(dataset.slug());
      if (table != null) {
        shown.put(dataset.slug(), table);
      }
    }
    listed.computeIfAbsent(SqlNames.DEFAULT_SCHEMA, s -> new TreeMap<>()).putAll(shown);
    return listed;
  }
}
