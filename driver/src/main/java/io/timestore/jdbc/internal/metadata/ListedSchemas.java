package io.timestore.jdbc.internal.metadata;

import io.timestore.calcite.schema.CatalogSnapshot;
import io.timestore.calcite.schema.SqlNames;
import io.timestore.core.catalog.CatalogReader.DatasetTables;
import io.timestore.core.model.Table;
import java.util.Map;
import java.util.TreeMap;

/** The schemas that metadata lists: one per dataset, and the default schema. Stateless. */
final class ListedSchemas {
  private ListedSchemas() {}

  /** By name, each with its tables by name, all in order. */
  static Map<String, Map<String, Table>> of(CatalogSnapshot catalog) {
    Map<String, Map<String, Table>> listed = new TreeMap<>();
    for (DatasetTables dataset : catalog.datasets()) {
      Map<String, Table> tables = catalog.names().schemas().get(dataset.slug());
      if (tables != null) {
        listed.put(dataset.slug(), new TreeMap<>(tables));
      }
    }
    Map<String, Table> defaults = catalog.names().schemas().get(SqlNames.DEFAULT_SCHEMA);
    Map<String, Table> shown = new TreeMap<>();
    for (DatasetTables dataset : catalog.datasets()) {
      Table table = defaults == null ? null : defaults.get(dataset.slug());
      if (table != null) {
        shown.put(dataset.slug(), table);
      }
    }
    listed.computeIfAbsent(SqlNames.DEFAULT_SCHEMA, s -> new TreeMap<>()).putAll(shown);
    return listed;
  }
}
