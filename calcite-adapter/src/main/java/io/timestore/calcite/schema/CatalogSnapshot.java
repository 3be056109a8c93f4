package io.timestore.calcite.schema;

import io.timestore.core.catalog.CatalogReader.DatasetTables;
import java.util.List;

/**
 * The catalog at one instant, as plans are made against it. Immutable.
 *
 * @param version rises when the content changes; equal versions of one engine mean equal content
 */
public record CatalogSnapshot(long version, List<DatasetTables> datasets, SqlNames names) {
  public CatalogSnapshot {
    datasets = List.copyOf(datasets);
  }

  public static CatalogSnapshot of(long version, List<DatasetTables> datasets) {
    return new CatalogSnapshot(version, datasets, SqlNames.of(datasets));
  }
}
