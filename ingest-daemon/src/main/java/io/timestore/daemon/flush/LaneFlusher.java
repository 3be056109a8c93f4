package io.timestore.daemon.flush;

import io.timestore.core.block.ValueBounds;
import io.timestore.core.catalog.Batch;
import io.timestore.core.catalog.LaneLease;
import io.timestore.core.catalog.LaneStore;
import io.timestore.core.hot.HotBlock;
import io.timestore.core.hot.HotBuffer;
import io.timestore.core.hot.LaneState;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.lease.LeaseTerm;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flushes one lane, batch after batch: seal, mark inserting, insert, verify, publish with the
 * watermark, promote, and trim after the grace period. A crash or failure between any two steps is
 * mended by {@link #recover}, which must run before the next {@link #flush}. For one thread at a
 * time.
 */
final class LaneFlusher {
  private static final Logger LOG = LoggerFactory.getLogger(LaneFlusher.class);
  private static final int BLOCKS_PER_READ = 64;

  private final LeaseTerm term;
  private final FlushConfig config;
  private final InsertPermits permits;
  private final HotBuffer hotBuffer;
  private final LaneStore lanes;
  private final BatchInserter inserter;
  private final LaneFence fence;
  private final FlushSteps steps;
  private final LaneRepair repair;
  private final TableResolver tables;
  private final Clock clock;
  private final Deque<Promoted> awaitingTrim = new ArrayDeque<>();

  private ValueBounds bounds;
  private long attempt;
  private boolean compared;

  private record Promoted(Instant at, long sequence) {}

  LaneFlusher(
      LeaseTerm term, FlushConfig config, FlushStores stores, InsertPermits permits, Clock clock) {
    this.term = term;
    this.config = config;
    this.permits = permits;
    this.hotBuffer = stores.hotBuffer();
    this.lanes = stores.lanes();
    this.inserter = new BatchInserter(stores.clickHouse());
    this.fence = new LaneFence(stores.clickHouse());
    this.steps = stores.steps();
    this.repair = new LaneRepair(stores, term.lease());
    this.tables = stores.tables();
    this.clock = clock;
    this.bounds = term.lease().bounds();
  }

  LaneId lane() {
    return term.lease().lane();
  }

  /**
   * Brings the lane to a clean state after a start or a failure: keeps inserts of earlier attempts
   * out of ClickHouse, finishes a sealed batch, and promotes what was published. Fails with
   * HOT_BUFFER_UNAVAILABLE or CATALOG_UNAVAILABLE if one of the two is behind the other, because
   * then it lost something.
   */
  void recover() {
    term.check();
    Table table = tables.find(lane().tableId(), 0);
    attempt++;
    fence.raise(table, lane(), fenceValue());
    fence.drain(lane());
    LaneState state = hotBuffer.states(List.of(lane())).get(0);
    if (state == null) {
      repair(table);
      return;
    }
    List<Batch> above = lanes.batchesAbove(lane(), state.watermark());
    compare(state, above);
    leftByOthers(state);
    for (Batch batch : above) {
      if (batch.published()) {
        hotBuffer.markInserting(lane(), epoch(), bounds);
        promote(batch);
      } else {
        finishSealed(batch);
        LOG.info("finished batch {} of {}: {} rows", batch.id(), table.name(), batch.rows());
      }
    }
    if (state.inserting() && above.isEmpty()) {
      hotBuffer.promote(lane(), epoch(), state.watermark(), 0, 0);
    }
  }

  /** Blocks that an earlier flusher promoted and did not remove go after the grace period too. */
  private void leftByOthers(LaneState state) {
    if (awaitingTrim.isEmpty() && state.watermark() > state.trimmedUpTo()) {
      awaitingTrim.add(new Promoted(clock.instant(), state.watermark()));
    }
  }

  /** Saves what a closed lane still has, then opens it again. */
  private void repair(Table table) {
    long closedAt = repair.closedAt();
    long watermark = term.lease().watermark();
    for (Batch batch : lanes.batchesAbove(lane(), watermark)) {
      boolean there = batch.published();
      if (!there && batch.lastSequence() > closedAt) {
        there = repair.settle(table, batch, fenceValue(), inserter);
      } else if (!there) {
        finishSealed(batch);
        there = true;
      }
      watermark = there ? batch.lastSequence() : watermark;
    }
    Batch saved = flush(closedLane(watermark, closedAt));
    while (saved != null) {
      saved = flush(closedLane(saved.lastSequence(), closedAt));
    }
    repair.reopen(table, closedAt);
    compared = true;
  }

  private static LaneState closedLane(long watermark, long lastSequence) {
    return new LaneState(lastSequence, watermark, 0, false, 0, 0, 0, 0, 1, 0, ValueBounds.UNKNOWN);
  }

  private long epoch() {
    return term.lease().epoch();
  }

  private long fenceValue() {
    return LaneFence.value(epoch(), attempt);
  }

  private void compare(LaneState state, List<Batch> above) {
    LaneLease lease = term.lease();
    long known = Math.max(lease.watermark(), lease.acknowledged());
    if (!above.isEmpty()) {
      known = Math.max(known, above.get(above.size() - 1).lastSequence());
    }
    String lane = "lane " + lane().lane() + " of table " + lane().tableId();
    if (state.lastSequence() < known) {
      throw new TimestoreException(
          ErrorCode.HOT_BUFFER_UNAVAILABLE,
          "the hot buffer is older than the catalog: "
              + lane
              + " has sequences up to "
              + state.lastSequence()
              + " there, but the catalog knows sequences up to "
              + known
              + "; rows that were acknowledged may be missing; restore Redis from its append-only"
              + " file or a replica");
    }
    if (!compared && state.watermark() > known) {
      throw new TimestoreException(
          ErrorCode.CATALOG_UNAVAILABLE,
          "the catalog is older than the hot buffer: the watermark of "
              + lane
              + " is "
              + known
              + " there and "
              + state.watermark()
              + " in the hot buffer; restore PostgreSQL from a replica or a later backup");
    }
    compared = true;
  }

  private List<HotBlock> blocksOf(Batch batch) {
    List<HotBlock> blocks =
        hotBuffer.read(lane(), batch.firstSequence(), batch.lastSequence(), Integer.MAX_VALUE);
    String hash = SealedBatch.contentHash(blocks);
    if (!hash.equals(batch.contentHash())) {
      throw new TimestoreException(
          ErrorCode.HOT_BUFFER_UNAVAILABLE,
          "the blocks of sealed batch "
              + batch.id()
              + " (sequences "
              + batch.firstSequence()
              + " to "
              + batch.lastSequence()
              + " of table "
              + lane().tableId()
              + ") are not in the hot buffer as they were"
              + " sealed");
    }
    return blocks;
  }

  /** The lane's numbers now. */
  LaneState state() {
    LaneState state = hotBuffer.states(List.of(lane())).get(0);
    if (state == null) {
      throw new TimestoreException(
          ErrorCode.HOT_BUFFER_UNAVAILABLE,
          "the hot buffer lost lane "
              + lane().lane()
              + " of table "
              + lane().tableId()
              + "; restore Redis from its"
              + " append-only file or a replica");
    }
    return state;
  }

  /** Flushes one batch from above the watermark; null if there is nothing above it. */
  @Nullable Batch flush(LaneState state) {
    List<HotBlock> blocks = nextBlocks(state);
    if (blocks.isEmpty()) {
      return null;
    }
    long first = blocks.get(0).sequence();
    long last = blocks.get(blocks.size() - 1).sequence();
    if (first != state.watermark() + 1 || last - first != blocks.size() - 1) {
      throw new TimestoreException(
          ErrorCode.HOT_BUFFER_UNAVAILABLE,
          "the hot buffer lacks blocks of lane "
              + lane().lane()
              + " of table "
              + lane().tableId()
              + ": "
              + blocks.size()
              + " blocks found from sequence "
              + first
              + " to "
              + last
              + " above watermark "
              + state.watermark());
    }
    Table table = tableFor(blocks);
    reached(FlushStep.BEFORE_SEAL);
    ValueBounds with = bounds.plus(blocks.stream().map(HotBlock::block).toList());
    Batch batch =
        lanes.seal(
            term.lease(),
            first,
            last,
            SealedBatch.rows(blocks),
            SealedBatch.bytes(blocks),
            SealedBatch.contentHash(blocks),
            with);
    bounds = with;
    return finish(table, new SealedBatch(batch, blocks), false);
  }

  private List<HotBlock> nextBlocks(LaneState state) {
    List<HotBlock> blocks = new ArrayList<>();
    long rows = 0;
    long bytes = 0;
    long from = state.watermark() + 1;
    while (from <= state.lastSequence()) {
      List<HotBlock> read = hotBuffer.read(lane(), from, state.lastSequence(), BLOCKS_PER_READ);
      for (HotBlock b : read) {
        rows += b.block().header().rows();
        bytes += b.block().bytes().length;
        if (!blocks.isEmpty() && (rows > config.maxBatchRows() || bytes > config.maxBatchBytes())) {
          return blocks;
        }
        blocks.add(b);
      }
      if (read.isEmpty()) {
        return blocks;
      }
      from = read.get(read.size() - 1).sequence() + 1;
    }
    return blocks;
  }

  private Table tableFor(List<HotBlock> blocks) {
    int newest = blocks.stream().mapToInt(b -> b.block().header().schemaVersion()).max().orElse(0);
    return tables.find(lane().tableId(), newest);
  }

  /** Finishes a batch that may have been sealed by somebody else, or without our knowing. */
  private void finishSealed(Batch batch) {
    List<HotBlock> blocks = blocksOf(batch);
    bounds = bounds.plus(blocks.stream().map(HotBlock::block).toList());
    finish(tableFor(blocks), new SealedBatch(batch, blocks), true);
  }

  private Batch finish(Table table, SealedBatch sealed, boolean triedBefore) {
    Batch batch = sealed.batch();
    reached(FlushStep.SEALED);
    hotBuffer.markInserting(lane(), epoch(), bounds);
    reached(FlushStep.MARKED);
    Runnable windowDone = () -> reached(FlushStep.INSERTED_WINDOW);
    permits.with(
        table.datasetId(),
        () -> {
          if (triedBefore) {
            inserter.insertMissing(table, sealed, fenceValue(), windowDone);
          } else {
            inserter.insertNew(table, sealed, fenceValue(), windowDone);
          }
        });
    reached(FlushStep.INSERTED);
    inserter.verify(table, sealed);
    reached(FlushStep.VERIFIED);
    lanes.publish(term.lease(), batch, table, sealed.partitions());
    reached(FlushStep.PUBLISHED);
    promote(batch);
    reached(FlushStep.PROMOTED);
    return batch;
  }

  private void promote(Batch batch) {
    hotBuffer.promote(lane(), epoch(), batch.lastSequence(), batch.rows(), batch.bytes());
    awaitingTrim.add(new Promoted(clock.instant(), batch.lastSequence()));
  }

  /** Tells the listener, and goes no further when the lease is over. */
  private void reached(FlushStep step) {
    steps.reached(lane(), step);
    term.check();
  }

  /**
   * Removes blocks from the hot buffer whose grace period is over. What could not be removed is
   * removed by a later call.
   */
  void trim() {
    Instant limit = clock.instant().minus(config.grace());
    long upTo = 0;
    for (Promoted promoted : awaitingTrim) {
      upTo = promoted.at().isAfter(limit) ? upTo : promoted.sequence();
    }
    if (upTo > 0) {
      term.check();
      hotBuffer.trim(lane(), epoch(), upTo);
      long gone = upTo;
      awaitingTrim.removeIf(promoted -> promoted.sequence() <= gone);
      reached(FlushStep.TRIMMED);
    }
  }
}
