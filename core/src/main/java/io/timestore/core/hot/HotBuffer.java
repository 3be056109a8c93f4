package io.timestore.core.hot;

import io.timestore.core.block.ValueBounds;
import io.timestore.core.model.IdempotencyKey;
import io.timestore.core.model.LaneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hot buffer: blocks that are durable but not yet flushed, per lane, with the lane's sequence,
 * watermark and inserting mark. Implementations are safe for use by many threads.
 *
 * <p>Every method throws {@link io.timestore.core.model.TimestoreException} with
 * HOT_BUFFER_UNAVAILABLE when the store cannot be reached or does not answer in time.
 */
public interface HotBuffer extends AutoCloseable {

  /**
   * Stages blocks in one atomic step: either all of them get consecutive sequences and the
   * idempotency key is remembered, or nothing changes. Returns after the blocks are as durable as
   * {@link #durability()} says.
   */
  StageResult stage(StageRequest request);

  /**
   * Returns after everything that was staged before is as durable as {@link #durability()} says,
   * whoever staged it.
   */
  void awaitDurable();

  /** Looks up what was answered under an idempotency key, without staging anything. */
  StageResult.@Nullable Replayed replayOf(IdempotencyKey key);

  /** Keys of a lane that are not said to be in the catalog, the oldest first. */
  List<AnsweredKey> uncopiedKeys(LaneId lane, int most);

  /** Keys are in the catalog: here they are only cached from now on. */
  void keysCopied(LaneId lane, List<AnsweredKey> keys);

  /**
   * Captures watermark, mark, schema version and the blocks above each cursor, for all lanes at one
   * instant, in one round trip. Answers in the order of the cursors. Blocks beyond a limit are left
   * out, the newest ones of a lane first, and the capture says so.
   *
   * @param mostBytes most memory of blocks over all lanes, as {@link HotBlock#memory(long, long)}
   *     says
   */
  List<LaneCapture> capture(List<LaneCursor> cursors, long mostBytes);

  /**
   * Reads blocks with {@code from <= sequence <= to}, at most {@code maxBlocks}, in sequence order.
   */
  List<HotBlock> read(LaneId lane, long from, long to, int maxBlocks);

  /** The states of lanes without their blocks, in one round trip; for an unknown lane, null. */
  List<@Nullable LaneState> states(List<LaneId> lanes);

  /**
   * Creates the lane if it is unknown and raises its schema version, watermark and last sequence to
   * at least these.
   */
  void ensureLane(LaneId lane, int schemaVersion, long watermark, long lastSequence);

  /** Raises the lane's schema version, so that readers look for it. The lane exists. */
  void raiseVersion(LaneId lane, int schemaVersion);

  /**
   * Raises the number of a table's lanes, so that readers look at all of them. Lane 0 and the new
   * lanes exist.
   */
  void raiseLanes(long tableId, int lanes);

  /**
   * Opens a lane again that was closed because it lost blocks: empty, with this sequence as its
   * last one and its watermark. Refused (FENCED) for an epoch older than one seen.
   *
   * @param sequence above every sequence that the lane may ever have given
   */
  void openLane(LaneId lane, long epoch, int schemaVersion, long sequence);

  /** Asks the lane's flusher, wherever it is, to flush up to a sequence without delay. */
  void wantFlush(LaneId lane, long sequence);

  /**
   * Sets the inserting mark and starts a new generation. Refused (FENCED) for an epoch older than
   * one seen.
   *
   * @param bounds what is known of all rows of the lane that ClickHouse may show from now on
   */
  void markInserting(LaneId lane, long epoch, ValueBounds bounds);

  /**
   * Raises the watermark to the end of a published batch and clears the inserting mark. A watermark
   * that is already there only clears the mark. Refused (FENCED) for an epoch older than one seen.
   *
   * @param rows rows of the batch, which leave the tail
   * @param bytes encoded bytes of the batch's blocks
   */
  void promote(LaneId lane, long epoch, long watermark, long rows, long bytes);

  /**
   * Removes the blocks with {@code sequence <= upTo}; never one above the watermark. Returns how
   * many went.
   */
  long trim(LaneId lane, long epoch, long upTo);

  /**
   * What an acknowledged block survives, in words: {@code aof-always}, {@code aof-everysec}, {@code
   * memory}.
   */
  String durability();

  @Override
  void close();
}
