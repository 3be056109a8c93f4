package io.timestore.calcite.schema;

import io.timestore.core.catalog.CatalogReader.DatasetTables;
import io.timestore.core.model.Table;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.calcite.schema.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which SQL name stands for which table: a dataset is a schema with its tables, and the schema
 * {@value #DEFAULT_SCHEMA} has each dataset's default table under the dataset's slug. A slug that
 * is no identifier is also reachable as {@link #identifier}, unless two datasets meet there. In
 * queries the schema of {@link SystemTables} has those tables, beside a dataset's of that name.
 * Immutable.
 */
public final class SqlNames {
  public static final String DEFAULT_SCHEMA = "timestore";

  private final Map<String, Map<String, Table>> schemas;
  private final NamedSchema withoutSystemColumns;
  private final NamedSchema withSystemColumns;

  private SqlNames(Map<String, Map<String, Table>> schemas) {
    this.schemas = schemas;
    this.withoutSystemColumns = rootOf(schemas, false);
    this.withSystemColumns = rootOf(schemas, true);
  }

  static SqlNames of(Iterable<DatasetTables> datasets) {
    Map<String, Map<String, Table>> schemas = new TreeMap<>();
    Map<String, Table> defaults = new TreeMap<>();
    Map<String, Integer> claims = new HashMap<>();
    for (DatasetTables dataset : datasets) {
      claims.merge(identifier(dataset.slug()), 1, Integer::sum);
      schemas.put(dataset.slug(), tablesOf(dataset));
      Table main = defaultTable(dataset);
      if (main != null) {
        defaults.put(dataset.slug(), main);
      }
    }
    for (DatasetTables dataset : datasets) {
      String alias = identifier(dataset.slug());
      if (Integer.valueOf(1).equals(claims.get(alias))) {
        schemas.putIfAbsent(alias, tablesOf(dataset));
        Table main = defaultTable(dataset);
        if (main != null) {
          defaults.putIfAbsent(alias, main);
        }
      }
    }
    schemas.computeIfAbsent(DEFAULT_SCHEMA, name -> new TreeMap<>());
    defaults.forEach(
        (name, table) -> schemas.getOrDefault(DEFAULT_SCHEMA, defaults).putIfAbsent(name, table));
    return new SqlNames(schemas);
  }

  /** The schemas by exact name, each with its tables by exact name. */
  public Map<String, Map<String, Table>> schemas() {
    return schemas;
  }

  /** The schemas as Calcite sees them. */
  NamedSchema root(boolean systemColumns) {
    return systemColumns ? withSystemColumns : withoutSystemColumns;
  }

  private static NamedSchema rootOf(
      Map<String, Map<String, Table>> schemas, boolean systemColumns) {
    Map<String, Schema> shown = new HashMap<>();
    schemas.forEach((name, tables) -> shown.put(name, schemaOf(tables, systemColumns)));
    Map<String, Table> system = new HashMap<>(schemas.getOrDefault(SystemTables.SCHEMA, Map.of()));
    system.putAll(SystemTables.all());
    shown.put(SystemTables.SCHEMA, schemaOf(system, systemColumns));
    return new NamedSchema(Map.of(), shown);
  }

  private static Schema schemaOf(Map<String, Table> tables, boolean systemColumns) {
    Map<String, org.apache.calcite.schema.Table> shown = new HashMap<>();
    tables.forEach((name, table) -> shown.put(name, new SnapshotTable(table, systemColumns)));
    return new NamedSchema(shown, Map.of());
  }

  /**
   * A slug as an identifier: every run of other characters than letters, digits and {@code _} is
   * one {@code _}, with {@code d_} before a leading digit.
   */
  public static String identifier(String slug) {
    String plain = slug.replaceAll("[^A-Za-z0-9_]+", "_");
    return !plain.isEmpty() && Character.isDigit(plain.charAt(0)) ? "d_" + plain : plain;
  }

  private static Map<String, Table> tablesOf(DatasetTables dataset) {
    Map<String, Table> tables = new LinkedHashMap<>();
    for (Table table : dataset.tables()) {
      tables.put(table.name().table(), table);
    }
    return tables;
  }

  private static @Nullable Table defaultTable(DatasetTables dataset) {
    for (Table table : dataset.tables()) {
      if (table.name().table().equals(dataset.defaultTable())) {
        return table;
      }
    }
    return null;
  }
}
