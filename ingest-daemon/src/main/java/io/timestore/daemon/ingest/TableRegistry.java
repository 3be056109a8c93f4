package io.timestore.daemon.ingest;

import io.timestore.core.catalog.CatalogReader;
import io.timestore.core.catalog.Dataset;
import io.timestore.core.catalog.postgres.DatasetStore;
import io.timestore.core.catalog.postgres.TableStore;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.Table;
import io.timestore.core.model.TableName;
import io.timestore.core.model.TimestoreException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The tables and datasets that this daemon has seen, so that ingest does not ask the catalog for
 * each request. A table here may be older than the catalog's; staging notices that, and {@link
 * #forget} makes it read anew. Safe for many threads.
 */
public final class TableRegistry {
  private final TableStore tables;
  private final DatasetStore datasets;
  private final CatalogReader reader;
  private final Map<TableName, Table> byName = new ConcurrentHashMap<>();
  private final Map<Long, Table> byId = new ConcurrentHashMap<>();
  private final Map<String, Dataset> bySlug = new ConcurrentHashMap<>();

  public TableRegistry(TableStore tables, DatasetStore datasets, CatalogReader reader) {
    this.tables = tables;
    this.datasets = datasets;
    this.reader = reader;
  }

  /** Reads every table of the catalog. */
  public void load() {
    reader.tables().forEach(d -> d.tables().forEach(this::put));
  }

  public Iterable<Table> all() {
    return byId.values();
  }

  @Nullable Table find(TableName name) {
    Table known = byName.get(name);
    return known != null ? known : put(tables.find(name));
  }

  /** The table with an id and a schema at least as new as a version; it exists. */
  public Table byId(long id, int schemaVersion) {
    Table table = byId.get(id);
    if (table == null || table.schema().version() < schemaVersion) {
      load();
      table = byId.get(id);
    }
    if (table == null || table.schema().version() < schemaVersion) {
      throw new TimestoreException(
          ErrorCode.CATALOG_UNAVAILABLE,
          "the hot buffer has rows of table "
              + id
              + " with schema version "
              + schemaVersion
              + ", which the catalog does not have; it may be older than the hot buffer");
    }
    return table;
  }

  @Nullable Table put(@Nullable Table table) {
    if (table != null) {
      byName.merge(table.name(), table, TableRegistry::newer);
      byId.merge(table.id(), table, TableRegistry::newer);
    }
    return table;
  }

  private static Table newer(Table a, Table b) {
    Table newer = a.schema().version() > b.schema().version() ? a : b;
    int lanes = Math.max(a.lanes(), b.lanes());
    return newer.lanes() == lanes ? newer : newer.withLanes(lanes);
  }

  void forget(TableName name) {
    byName.remove(name);
    bySlug.remove(name.dataset());
  }

  @Nullable Dataset dataset(String slug) {
    Dataset known = bySlug.get(slug);
    if (known != null) {
      return known;
    }
    Dataset found = datasets.bySlug(slug);
    if (found != null) {
      bySlug.put(slug, found);
    }
    return found;
  }
}
