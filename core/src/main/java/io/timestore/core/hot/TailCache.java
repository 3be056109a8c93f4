package io.timestore.core.hot;

import io.timestore.core.block.ValueBounds;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.TimestoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A reader's side of the hot buffer: keeps the blocks that were fetched, so that a capture asks
 * only for newer ones. Safe for many threads. Keeps invariant 3: a tail is complete, or the capture
 * fails with SNAPSHOT_STALE; sequences are consecutive, so completeness is a count. A lane whose
 * numbers went back lost data, and fails with HOT_BUFFER_UNAVAILABLE. What was fetched from another
 * run of the hot buffer's server is fetched again.
 */
public final class TailCache {
  private static final int MOST_TRIES = 3;
  private static final Held NOTHING =
      new Held(
          new LaneTail(
              new LaneState(0, 0, 0, false, 0, 0, 0, 0, 1, 0, ValueBounds.UNKNOWN), List.of()),
          null);

  private final HotBuffer hotBuffer;
  private final Map<LaneId, Held> held = new ConcurrentHashMap<>();

  /**
   * A tail.
   *
   * @param run the run of the server that it was fetched from, null if it was not
   */
  private record Held(LaneTail tail, @Nullable String run) {
    long lastSequence() {
      return tail.state().lastSequence();
    }
  }

  public TailCache(HotBuffer hotBuffer) {
    this.hotBuffer = hotBuffer;
  }

  /** Captures the lanes at one instant; answers in their order. */
  public List<LaneTail> capture(List<LaneId> lanes) {
    return find(lanes).stream().map(Held::tail).toList();
  }

  private List<Held> find(List<LaneId> lanes) {
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      List<Held> before = new ArrayList<>(lanes.size());
      List<LaneCursor> cursors = new ArrayList<>(lanes.size());
      for (LaneId lane : lanes) {
        Held known = held.getOrDefault(lane, NOTHING);
        before.add(known);
        cursors.add(new LaneCursor(lane, known.lastSequence()));
      }
      List<LaneCapture> captures = hotBuffer.capture(cursors);
      if (!forgetOtherRuns(lanes, before, captures)) {
        return extend(lanes, before, captures);
      }
    }
    throw new TimestoreException(
        ErrorCode.SNAPSHOT_STALE,
        "the hot buffer's server started again and again while it was read; try again later");
  }

  /**
   * Drops what was fetched from another run of the server, which may have lost it since and given
   * its sequences again. Answers whether there was any.
   */
  private boolean forgetOtherRuns(
      List<LaneId> lanes, List<Held> before, List<LaneCapture> captures) {
    boolean forgot = false;
    for (int i = 0; i < lanes.size(); i++) {
      Held known = before.get(i);
      refuseReturn(lanes.get(i), known.tail().state(), captures.get(i).state());
      if (known.run() != null && !known.run().equals(captures.get(i).run())) {
        held.remove(lanes.get(i), known);
        forgot = true;
      }
    }
    return forgot;
  }

  private List<Held> extend(List<LaneId> lanes, List<Held> before, List<LaneCapture> captures) {
    List<Held> found = new ArrayList<>(lanes.size());
    for (int i = 0; i < lanes.size(); i++) {
      LaneTail tail = extend(lanes.get(i), before.get(i).tail(), captures.get(i));
      Held now = new Held(tail, captures.get(i).run());
      held.merge(lanes.get(i), now, TailCache::newer);
      found.add(now);
    }
    return found;
  }

  private static Held newer(Held a, Held b) {
    return a.lastSequence() > b.lastSequence() ? a : b;
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
