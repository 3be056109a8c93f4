package io.timestore.core.hot;

import io.timestore.core.error.ErrorCode;
import io.timestore.core.error.TimestoreException;
import io.timestore.core.model.LaneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A reader's side of the hot buffer: keeps the blocks that were fetched, so that a capture asks
 * only for newer ones. Safe for many threads. Keeps invariant 3: a tail is complete, or the capture
 * fails with SNAPSHOT_STALE; sequences are consecutive, so completeness is a count. A lane whose
 * numbers went back lost data, and fails with HOT_BUFFER_UNAVAILABLE.
 */
public final class TailCache {
  private final HotBuffer hotBuffer;
  private final Map<LaneId, LaneTail> held = new ConcurrentHashMap<>();

  public TailCache(HotBuffer hotBuffer) {
    this.hotBuffer = hotBuffer;
  }

  /** Captures the lanes at one instant; answers in their order. */
  public List<LaneTail> capture(List<LaneId> lanes) {
    List<LaneTail> before = new ArrayList<>(lanes.size());
    List<LaneCursor> cursors = new ArrayList<>(lanes.size());
    for (LaneId lane : lanes) {
      LaneTail tail = held.getOrDefault(lane, EMPTY);
      before.add(tail);
      cursors.add(new LaneCursor(lane, tail.state().lastSequence()));
    }
    List<LaneCapture> captures = hotBuffer.capture(cursors);
    List<LaneTail> tails = new ArrayList<>(lanes.size());
    for (int i = 0; i < lanes.size(); i++) {
      LaneTail tail = extend(lanes.get(i), before.get(i), captures.get(i));
      held.merge(lanes.get(i), tail, TailCache::newer);
      tails.add(tail);
    }
    return tails;
  }

  private static final LaneTail EMPTY =
      new LaneTail(new LaneState(0, 0, 0, false, 0, 0, 0, 0, 1, 0), List.of());

  private static LaneTail newer(LaneTail a, LaneTail b) {
    return a.state().lastSequence() > b.state().lastSequence() ? a : b;
  }

  /** What was known before the capture was sent is not newer than what it shows. */
  private static void refuseReturn(LaneId lane, LaneState before, LaneState now) {
    if (now.lastSequence() < before.lastSequence()
        || now.watermark() < before.watermark()
        || now.generation() < before.generation()) {
      throw new TimestoreException(
          ErrorCode.HOT_BUFFER_UNAVAILABLE,
          "the hot buffer lost data: lane "
              + lane.lane()
              + " of table "
              + lane.tableId()
              + " went back from sequence "
              + before.lastSequence()
              + ", watermark "
              + before.watermark()
              + ", generation "
              + before.generation()
              + " to "
              + now.lastSequence()
              + ", "
              + now.watermark()
              + ", "
              + now.generation()
              + "; see the daemon's log");
    }
  }

  /** Whether no insert into these lanes began since their capture, and no lane was added. */
  public boolean unmoved(List<LaneId> lanes, List<LaneState> captured) {
    List<@Nullable LaneState> now = hotBuffer.states(lanes);
    for (int i = 0; i < lanes.size(); i++) {
      LaneState state = now.get(i);
      LaneState before = captured.get(i);
      if (state == null
          || state.generation() != before.generation()
          || state.lanes() != before.lanes()) {
        return false;
      }
    }
    return true;
  }

  private LaneTail extend(LaneId lane, LaneTail before, LaneCapture capture) {
    LaneState state = capture.state();
    refuseReturn(lane, before.state(), state);
    List<HotBlock> blocks = new ArrayList<>(before.blocks().size() + capture.newBlocks().size());
    for (HotBlock b : before.blocks()) {
      if (b.sequence() > state.watermark()) {
        blocks.add(b);
      }
    }
    blocks.addAll(capture.newBlocks());
    if (blocks.size() != state.lastSequence() - state.watermark()) {
      held.remove(lane);
      throw new TimestoreException(
          ErrorCode.SNAPSHOT_STALE,
          "lane "
              + lane.lane()
              + " of table "
              + lane.tableId()
              + " has sequences "
              + (state.watermark() + 1)
              + " to "
              + state.lastSequence()
              + " above its watermark, but "
              + blocks.size()
              + " blocks were found; if trying"
              + " again does not help, the hot buffer lost blocks: see the daemon's log");
    }
    return new LaneTail(state, blocks);
  }
}
