package io.timestore.core.catalog;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import io.timestore.core.model.TimestoreException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What a reader needs of the catalog. Throws CATALOG_UNAVAILABLE when PostgreSQL cannot be reached.
 */
public interface CatalogReader {
  /** Every table of every active dataset with its latest schema, in one round trip. */
  List<DatasetTables> tables();

  /**
   * The published watermarks of lanes at one instant, in one round trip; unknown lanes are absent.
   */
  default Map<LaneId, Long> watermarks(Collection<LaneId> lanes) {
    throw new TimestoreException(
        ErrorCode.UNSUPPORTED, "this catalog does not tell watermarks: " + getClass().getName());
  }

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
