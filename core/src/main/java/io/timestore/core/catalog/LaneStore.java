package io.timestore.core.catalog;

import io.timestore.core.block.ValueBounds;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lanes in the catalog: who flushes them, their epochs, batches and watermarks. Keeps invariant 4:
 * a watermark only rises, by exactly one published batch at a time, and only under the lane's
 * current epoch. Safe for many threads and daemons.
 *
 * <p>Every method throws {@link io.timestore.core.model.TimestoreException} with
 * CATALOG_UNAVAILABLE when PostgreSQL cannot be reached.
 */
public interface LaneStore {

  /**
   * How the lanes are shared.
   *
   * @param daemons daemons that live, this one among them
   * @param lanes lanes of all tables
   */
  record Census(int daemons, int lanes) {}

  /** Tells that a daemon lives for at least this long from now. */
  Census heartbeat(LaneOwner owner, Duration lives);

  /** Tells that a daemon ends, so that others do not leave it a share. */
  void depart(LaneOwner owner);

  /**
   * Takes lanes that nobody holds, whose lease is over, or that an earlier process of the same name
   * holds, and starts a new epoch for each: older holders are fenced from now on.
   *
   * @param most how many lanes at most
   */
  List<LaneLease> claim(LaneOwner owner, Duration duration, int most);

  /** As {@link #claim(LaneOwner, Duration, int)}, among the lanes of one table. */
  List<LaneLease> claimTable(LaneOwner owner, Duration duration, long tableId);

  /** Extends leases from now on. Answers the lanes that are still held; the others are lost. */
  Set<LaneId> renew(LaneOwner owner, Collection<LaneLease> leases, Duration duration);

  /** Gives a lane back, if it is still held under this lease. */
  void release(LaneLease lease);

  /** Raises what is known to have been acknowledged. */
  void noteAcknowledged(Map<LaneId, Long> sequences);

  /**
   * Seals a batch that continues the watermark. Throws FENCED under an old epoch or at another
   * watermark.
   *
   * @param bounds what is known of the lane's rows, those of the batch among them
   */
  Batch seal(
      LaneLease lease,
      long firstSequence,
      long lastSequence,
      long rows,
      long bytes,
      String contentHash,
      ValueBounds bounds);

  /** Batches of a lane that end above a sequence, in order: sealed ones and published ones. */
  List<Batch> batchesAbove(LaneId lane, long sequence);

  /**
   * Publishes a batch: its partitions and manifests, its mark, and the watermark, in one
   * transaction. Throws FENCED under an old epoch.
   *
   * @return the manifests that changed, in order of their day
   */
  List<ManifestVersion> publish(
      LaneLease lease, Batch batch, Table table, List<NewPartition> partitions);
}
