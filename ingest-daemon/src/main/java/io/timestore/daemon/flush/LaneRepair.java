package io.timestore.daemon.flush;

import io.timestore.core.catalog.Batch;
import io.timestore.core.catalog.LaneLease;
import io.timestore.core.catalog.LostRange;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import io.timestore.core.model.TimestoreException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a lane right that was closed because the hot buffer lost blocks of it: saves what is left,
 * and opens the lane again above every sequence that it may ever have given. Refuses while lost
 * rows were not given up by an operator. May be repeated after a crash at any point. For one thread
 * at a time.
 */
final class LaneRepair {
  private static final Logger LOG = LoggerFactory.getLogger(LaneRepair.class);

  /**
   * More sequences than a lane can give in the second for which acknowledgements may not be written
   * down.
   */
  private static final long JUMP = 1L << 20;

  private final FlushStores stores;
  private final LaneLease lease;

  LaneRepair(FlushStores stores, LaneLease lease) {
    this.stores = stores;
    this.lease = lease;
  }

  /** Fails unless the lane was closed and what it lost was given up. Answers its last sequence. */
  long closedAt() {
    LaneId lane = lease.lane();
    long closedAt = stores.inspection().closedAt(lane);
    if (closedAt < 0) {
      stores.compare().run();
      throw new TimestoreException(
          ErrorCode.HOT_BUFFER_UNAVAILABLE,
          "the hot buffer lost lane "
              + lane.lane()
              + " of table "
              + lane.tableId()
              + "; it is compared with the catalog now");
    }
    List<LostRange> open = lost().stream().filter(range -> !range.accepted()).toList();
    if (!open.isEmpty()) {
      throw new TimestoreException(
          ErrorCode.HOT_BUFFER_UNAVAILABLE,
          "the hot buffer lost acknowledged rows: "
              + open
              + "; restore Redis from its append-only file or a replica, or give them up with POST"
              + " /admin/datasets/"
              + open.get(0).table().dataset()
              + "/accept-loss");
    }
    return closedAt;
  }

  private List<LostRange> lost() {
    return stores.losses().lost().stream()
        .filter(range -> range.lane().equals(lease.lane()))
        .toList();
  }

  /**
   * Publishes a sealed batch of which blocks are gone if ClickHouse has all its rows; else drops
   * it, so that the blocks that are left can be flushed. Answers whether it was published.
   */
  boolean settle(Table table, Batch batch, long fence, BatchInserter inserter) {
    if (inserter.count(table, batch) == batch.rows()) {
      stores.lanes().publish(lease, batch, table, inserter.partitions(table, batch));
      LOG.info("batch {} of {} was in ClickHouse; published", batch.id(), table.name());
      return true;
    }
    inserter.removeAll(table, batch, fence);
    stores.losses().dropSealed(lease, batch);
    LOG.warn("batch {} of {} lost blocks and is dropped", batch.id(), table.name());
    return false;
  }

  /** Opens the lane, empty, at a sequence that it never gave. */
  void reopen(Table table, long closedAt) {
    long known = Math.max(closedAt, Math.max(lease.watermark(), lease.acknowledged()));
    for (LostRange range : lost()) {
      known = Math.max(known, range.lastSequence());
    }
    for (Batch batch : stores.lanes().batchesAbove(lease.lane(), known)) {
      known = Math.max(known, batch.lastSequence());
    }
    long start = known + JUMP;
    stores.losses().jump(lease, start);
    stores.hotBuffer().openLane(lease.lane(), lease.epoch(), table.schema().version(), start);
    LOG.warn("lane {} of {} goes on from sequence {}", lease.lane().lane(), table.name(), start);
  }
}
