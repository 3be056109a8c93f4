package io.timestore.daemon.flush;

import io.timestore.core.catalog.Batch;
import io.timestore.core.catalog.LaneLease;
import io.timestore.core.catalog.LaneStore;
import io.timestore.core.error.ErrorCode;
import io.timestore.core.error.TimestoreException;
import io.timestore.core.hot.HotBlock;
import io.timestore.core.hot.HotBuffer;
import io.timestore.core.hot.LaneState;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongFunction;
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

  private final LaneLease lease;
  private final FlushConfig config;
  private final HotBuffer hotBuffer;
  private final LaneStore lanes;
  private final BatchInserter inserter;
  private final LongFunction<Table> tables;
  private final Clock clock;
  private final Deque<Promoted> awaitingTrim = new ArrayDeque<>();

  private record Promoted(Instant at, long sequence) {}

  LaneFlusher(
      LaneLease lease,
      FlushConfig config,
      HotBuffer hotBuffer,
      LaneStore lanes,
      BatchInserter inserter,
      LongFunction<Table> tables,
      Clock clock) {
    this.lease = lease;
    this.config = config;
    this.hotBuffer = hotBuffer;
    this.lanes = lanes;
    this.inserter = inserter;
    this.tables = tables;
    this.clock = clock;
  }

  LaneId lane() {
    return lease.lane();
  }

  /**
   * Brings the lane to a clean state after a start: finishes a sealed batch, and promotes what was
   * published. Fails with HOT_BUFFER_UNAVAILABLE if the hot buffer is behind the catalog, because
   * then it lost rows or sequences.
   */
  void recover() {
    LaneState state = hotBuffer.states(List.of(lane())).get(0);
    List<Batch> above = lanes.batchesAbove(lane(), state == null ? 0 : state.watermark());
    long known = above.isEmpty() ? lease.watermark() : above.get(above.size() - 1).lastSequence();
    if (state == null ? known > 0 : state.lastSequence() < known) {
      throw new TimestoreException(
          ErrorCode.HOT_BUFFER_UNAVAILABLE,
          "the hot buffer is older than the catalog: lane "
              + lane().lane()
              + " of table "
              + lane().tableId()
              + " has "
              + (state == null ? "no state" : "sequences up to " + state.lastSequence())
              + " there, but the catalog"
              + " knows sequences up to "
              + known
              + "; rows that were acknowledged may be missing; restore Redis from"
              + " its append-only file or a replica");
    }
    Table table = tables.apply(lane().tableId());
    hotBuffer.ensureLane(lane(), table.schema().version(), 0, 0);
    for (Batch batch : above) {
      if (batch.published()) {
        hotBuffer.promote(lane(), lease.epoch(), batch.lastSequence(), batch.rows(), batch.bytes());
        awaitingTrim.add(new Promoted(clock.instant(), batch.lastSequence()));
      } else {
        Batch finished = finish(table, new SealedBatch(batch, blocksOf(batch)), true);
        LOG.info("finished batch {} of {}: {} rows", finished.id(), table.name(), finished.rows());
      }
    }
    if (state != null && state.inserting() && above.isEmpty()) {
      hotBuffer.promote(lane(), lease.epoch(), state.watermark(), 0, 0);
    }
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
    Batch batch =
        lanes.seal(
            lease,
            first,
            last,
            SealedBatch.rows(blocks),
            SealedBatch.bytes(blocks),
            SealedBatch.contentHash(blocks));
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
    Table table = tables.apply(lane().tableId());
    int newest = blocks.stream().mapToInt(b -> b.block().header().schemaVersion()).max().orElse(0);
    if (table.schema().version() < newest) {
      throw new TimestoreException(
          ErrorCode.CATALOG_UNAVAILABLE,
          "blocks of "
              + table.name()
              + " have schema version "
              + newest
              + ", the catalog has "
              + table.schema().version());
    }
    return table;
  }

  private Batch finish(Table table, SealedBatch sealed, boolean triedBefore) {
    Batch batch = sealed.batch();
    hotBuffer.markInserting(lane(), lease.epoch());
    if (triedBefore) {
      inserter.insertMissing(table, sealed);
    } else {
      inserter.insertNew(table, sealed);
    }
    inserter.verify(table, sealed);
    lanes.publish(lease, batch, table, sealed.partitions());
    hotBuffer.promote(lane(), lease.epoch(), batch.lastSequence(), batch.rows(), batch.bytes());
    awaitingTrim.add(new Promoted(clock.instant(), batch.lastSequence()));
    return batch;
  }

  /** Removes blocks from the hot buffer whose grace period is over. */
  void trim() {
    Instant limit = clock.instant().minus(config.grace());
    long upTo = 0;
    while (!awaitingTrim.isEmpty() && awaitingTrim.getFirst().at().isBefore(limit)) {
      upTo = awaitingTrim.removeFirst().sequence();
    }
    if (upTo > 0) {
      hotBuffer.trim(lane(), lease.epoch(), upTo);
    }
  }
}
