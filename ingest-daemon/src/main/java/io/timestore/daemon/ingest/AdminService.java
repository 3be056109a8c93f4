package io.timestore.daemon.ingest;

import io.timestore.core.model.Table;

/** What operators change of tables. Safe for many threads. */
public interface AdminService {

  /**
   * Gives up the rows that the hot buffer lost of a dataset's tables, so that they are served
   * again.
   *
   * @return how many ranges of sequences were given up
   */
  int acceptLoss(String datasetIdOrSlug);

  /** Raises the number of a table's lanes. */
  Table setLanes(String datasetIdOrSlug, String tableName, int lanes);
}
