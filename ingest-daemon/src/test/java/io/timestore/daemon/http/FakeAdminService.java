package io.timestore.daemon.http;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.Table;
import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.ingest.AdminService;

/** Knows no dataset. */
final class FakeAdminService implements AdminService {
  @Override
  public int acceptLoss(String datasetIdOrSlug) {
    throw unknown(datasetIdOrSlug);
  }

  @Override
  public Table setLanes(String datasetIdOrSlug, String tableName, int lanes) {
    throw unknown(datasetIdOrSlug);
  }

  private static TimestoreException unknown(String dataset) {
    return new TimestoreException(ErrorCode.NOT_FOUND, "dataset '" + dataset + "' does not exist");
  }
}
