package io.timestore.testkit;

import io.timestore.core.block.ValueBounds;
import io.timestore.core.hot.AnsweredKey;
import io.timestore.core.hot.HotBlock;
import io.timestore.core.hot.HotBuffer;
import io.timestore.core.hot.LaneCapture;
import io.timestore.core.hot.LaneCursor;
import io.timestore.core.hot.LaneState;
import io.timestore.core.hot.StageRequest;
import io.timestore.core.hot.StageResult;
import io.timestore.core.model.IdempotencyKey;
import io.timestore.core.model.LaneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A hot buffer in memory, with the same rules as the real one. Thread-safe. */
public final class FakeHotBuffer implements HotBuffer {
  private final Map<LaneId, Lane> lanes = new HashMap<>();
  private String run = "run";
  private @Nullable Runnable beforeStates;
  private @Nullable Runnable afterCapture;
  private int captures;
  private int blocksSent;

  private static final class Lane {
    final List<HotBlock> blocks = new ArrayList<>();
    long sequence;
    long watermark;
    long trimmed;
    int schemaVersion;
    int lanes = 1;
    long generation;
    boolean inserting;
    ValueBounds bounds = ValueBounds.UNKNOWN;

    Lane(LaneId id) {
      sequence = id.origin();
      watermark = id.origin();
    }
  }

  /** How often lanes were captured. */
  public synchronized int captures() {
    return captures;
  }

  /** Runs once, just before the lanes' states are read next. */
  public synchronized void beforeNextStates(Runnable action) {
    beforeStates = action;
  }

  /** How many blocks captures sent. */
  public synchronized int blocksSent() {
    return blocksSent;
  }

  /** Counts captures and their blocks anew. */
  public synchronized void forgetCaptures() {
    captures = 0;
    blocksSent = 0;
  }

  /** Runs once, just after the next capture. */
  public synchronized void afterNextCapture(Runnable action) {
    afterCapture = action;
  }

  /** Loses the end of a lane. */
  public synchronized void goBack(LaneId id, long sequence) {
    lane(id).sequence = sequence;
    lane(id).blocks.removeIf(b -> b.sequence() > sequence);
  }

  /** Starts again. */
  public synchronized void restart() {
    run += "'";
  }

  private Lane lane(LaneId id) {
    return lanes.computeIfAbsent(id, Lane::new);
  }

  @Override
  public synchronized StageResult stage(StageRequest request) {
    Lane lane = lane(request.lane());
    long first = lane.sequence + 1;
    request.blocks().forEach(block -> lane.blocks.add(new HotBlock(++lane.sequence, block)));
    lane.schemaVersion = Math.max(lane.schemaVersion, request.schemaVersion());
    return new StageResult.Staged(first, lane.sequence, lane.watermark);
  }

  @Override
  public void awaitDurable() {}

  @Override
  public StageResult.@Nullable Replayed replayOf(IdempotencyKey key) {
    return null;
  }

  @Override
  public List<AnsweredKey> uncopiedKeys(LaneId lane, int most) {
    return List.of();
  }

  @Override
  public void keysCopied(LaneId lane, List<AnsweredKey> keys) {}

  @Override
  public synchronized List<LaneCapture> capture(List<LaneCursor> cursors, long mostBytes) {
    captures++;
    long left = mostBytes;
    List<LaneCapture> captured = new ArrayList<>();
    for (LaneCursor cursor : cursors) {
      Lane lane = lane(cursor.lane());
      long above = Math.max(cursor.fetchedUpTo(), lane.watermark);
      List<HotBlock> sent = new ArrayList<>();
      boolean cut = false;
      for (HotBlock block : lane.blocks) {
        if (block.sequence() > above && !cut) {
          long memory = HotBlock.memory(block.block().bytes().length, 1);
          cut = memory > left || sent.size() >= cursor.mostBlocks();
          if (!cut) {
            left -= memory;
            sent.add(block);
            blocksSent++;
          }
        }
      }
      captured.add(new LaneCapture(state(cursor.lane()), sent, run, cut));
    }
    Runnable after = afterCapture;
    afterCapture = null;
    if (after != null) {
      after.run();
    }
    return captured;
  }

  @Override
  public synchronized List<HotBlock> read(LaneId id, long from, long to, int maxBlocks) {
    return lane(id).blocks.stream()
        .filter(b -> b.sequence() >= from && b.sequence() <= to)
        .limit(maxBlocks)
        .toList();
  }

  @Override
  public synchronized List<@Nullable LaneState> states(List<LaneId> ids) {
    Runnable action = beforeStates;
    beforeStates = null;
    if (action != null) {
      action.run();
    }
    List<@Nullable LaneState> states = new ArrayList<>();
    ids.forEach(id -> states.add(state(id)));
    return states;
  }

  private LaneState state(LaneId id) {
    Lane lane = lane(id);
    List<HotBlock> tail = lane.blocks.stream().filter(b -> b.sequence() > lane.watermark).toList();
    return new LaneState(
        lane.sequence,
        lane.watermark,
        lane.generation,
        lane.inserting,
        lane.schemaVersion,
        lane.trimmed,
        tail.stream().mapToLong(b -> b.block().header().rows()).sum(),
        tail.stream().mapToLong(b -> b.block().bytes().length).sum(),
        lane.lanes,
        0,
        lane.bounds);
  }

  @Override
  public synchronized void ensureLane(LaneId id, int schemaVersion, long watermark, long last) {
    Lane lane = lane(id);
    lane.schemaVersion = Math.max(lane.schemaVersion, schemaVersion);
    lane.watermark = Math.max(lane.watermark, watermark);
    lane.sequence = Math.max(lane.sequence, last);
  }

  @Override
  public synchronized void raiseVersion(LaneId id, int schemaVersion) {
    lane(id).schemaVersion = Math.max(lane(id).schemaVersion, schemaVersion);
  }

  @Override
  public synchronized void raiseLanes(long tableId, int lanes) {
    lane(new LaneId(tableId, 0)).lanes = lanes;
  }

  @Override
  public synchronized void openLane(LaneId id, long epoch, int schemaVersion, long sequence) {
    Lane lane = lane(id);
    lane.blocks.clear();
    lane.sequence = sequence;
    lane.watermark = sequence;
  }

  @Override
  public void wantFlush(LaneId lane, long sequence) {}

  @Override
  public synchronized void markInserting(LaneId id, long epoch, ValueBounds bounds) {
    lane(id).bounds = bounds;
    lane(id).inserting = true;
    lane(id).generation++;
  }

  @Override
  public synchronized void promote(LaneId id, long epoch, long watermark, long rows, long bytes) {
    lane(id).watermark = watermark;
    lane(id).inserting = false;
  }

  @Override
  public synchronized long trim(LaneId id, long epoch, long upTo) {
    Lane lane = lane(id);
    long before = lane.blocks.size();
    lane.blocks.removeIf(b -> b.sequence() <= upTo);
    lane.trimmed = upTo;
    return before - lane.blocks.size();
  }

  @Override
  public String durability() {
    return "memory";
  }

  @Override
  public void close() {}
}
