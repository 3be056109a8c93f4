package io.timestore.daemon.ingest;

import io.timestore.core.catalog.Dataset;
import io.timestore.core.catalog.postgres.DatasetStore;
import io.timestore.core.catalog.postgres.LossStore;
import io.timestore.core.catalog.postgres.TableStore;
import io.timestore.core.hot.HotBuffer;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import io.timestore.core.model.TableName;
import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.flush.FlushScheduler;

/**
 * Changes tables in the catalog and the hot buffer. Readers look at new lanes before anybody can
 * stage into them.
 */
public final class TableAdminService implements AdminService {
  private static final int MOST_LANES = 64;

  private final DatasetStore datasets;
  private final TableStore tables;
  private final TableRegistry registry;
  private final LossStore losses;
  private final HotBuffer hotBuffer;
  private final FlushScheduler flusher;

  public TableAdminService(
      DatasetStore datasets,
      TableStore tables,
      TableRegistry registry,
      LossStore losses,
      HotBuffer hotBuffer,
      FlushScheduler flusher) {
    this.datasets = datasets;
    this.tables = tables;
    this.registry = registry;
    this.losses = losses;
    this.hotBuffer = hotBuffer;
    this.flusher = flusher;
  }

  @Override
  public int acceptLoss(String datasetIdOrSlug) {
    return losses.accept(dataset(datasetIdOrSlug).id());
  }

  @Override
  public Table setLanes(String datasetIdOrSlug, String tableName, int lanes) {
    TableName name = new TableName(dataset(datasetIdOrSlug).slug(), tableName);
    if (lanes < 1 || lanes > MOST_LANES) {
      throw new TimestoreException(
          ErrorCode.INVALID_REQUEST,
          "lanes is " + lanes + ", but 1 to " + MOST_LANES + " are accepted");
    }
    Table table = tables.raiseLanes(name, lanes, this::prepareLanes);
    registry.put(table);
    flusher.claim(table);
    return table;
  }

  private void prepareLanes(Table table, int before) {
    for (int lane = before; lane < table.lanes(); lane++) {
      LaneId added = new LaneId(table.id(), lane);
      hotBuffer.ensureLane(added, table.schema().version(), added.origin(), added.origin());
    }
    hotBuffer.raiseLanes(table.id(), table.lanes());
  }

  private Dataset dataset(String datasetIdOrSlug) {
    Dataset dataset = datasets.byIdOrSlug(datasetIdOrSlug);
    if (dataset == null) {
      throw new TimestoreException(
          ErrorCode.NOT_FOUND, "dataset '" + datasetIdOrSlug + "' does not exist");
    }
    return dataset;
  }
}
