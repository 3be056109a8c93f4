package io.timestore.core.catalog;

import io.timestore.core.model.Table;
import java.util.List;

/**
 * What a reader needs of the catalog. Throws CATALOG_UNAVAILABLE when PostgreSQL cannot be reached.
 */
public interface CatalogReader {
  /** Every table of every active dataset with its latest schema, in one round trip. */
  List<DatasetTables> tables();

  /**
   * A dataset with its tables.
   *
   * @param defaultTable the table that the dataset's own name stands for
   */
  record DatasetTables(String datasetId, String slug, String defaultTable, List<Table> tables) {
    public DatasetTables {
      tables = List.copyOf(tables);
    }
  }
}
