package io.timestore.core.hot;

import io.timestore.core.block.ValueBounds;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.TimestoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
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
          null,
          0,
          0);

  private final HotBuffer hotBuffer;
  private final LongSupplier nanoTime;
  private final Map<LaneId, Held> held = new ConcurrentHashMap<>();

  /**
   * A tail.
   *
   * @param run the run of the server that it was fetched from, null if it was not
   * @param since when it was first found as it is, nanoseconds
   * @param foundAt when it was last found
   */
  private record Held(LaneTail tail, @Nullable String run, long since, long foundAt) {
    long lastSequence() {
      return tail.state().lastSequence();
    }

    /** The same lane found later; a lane that did not change keeps its {@code since}. */
    Held then(LaneTail now, String itsRun, long at) {
      boolean same = itsRun.equals(run) && tail.state().equals(now.state());
      return new Held(now, itsRun, same ? since : at, at);
    }

    /** The same lane looked at later without its blocks; unchanged if it is another one. */
    Held foundSame(LaneState state, String itsRun, long at) {
      return tail.state().equals(state) ? then(tail, itsRun, at) : this;
    }

    /** For how long it was found the same. */
    long rest() {
      return foundAt - since;
    }

    /** Whether it was the same for longer than nobody looked, and nothing is being inserted. */
    boolean atRest(long now) {
      return run != null && !tail.state().inserting() && rest() > now - foundAt;
    }
  }

  public TailCache(HotBuffer hotBuffer) {
    this(hotBuffer, System::nanoTime);
  }

  /**
   * A cache with a clock of its own.
   *
   * @param nanoTime as {@link System#nanoTime}
   */
  public TailCache(HotBuffer hotBuffer, LongSupplier nanoTime) {
    this.hotBuffer = hotBuffer;
    this.nanoTime = nanoTime;
  }

  /** Captures the lanes at one instant; answers in their order. */
  public List<LaneTail> capture(List<LaneId> lanes) {
    return find(lanes).stream().map(Held::tail).toList();
  }

  /**
   * The lanes as they were found last, if each of them was found the same for longer than nobody
   * looked, and nothing is being inserted; else null. Asks nobody.
   */
  public @Nullable RestingLanes atRest(List<LaneId> lanes) {
    long now = nanoTime.getAsLong();
    long rest = Long.MAX_VALUE;
    List<LaneTail> tails = new ArrayList<>(lanes.size());
    List<String> runs = new ArrayList<>(lanes.size());
    for (LaneId lane : lanes) {
      Held known = held.getOrDefault(lane, NOTHING);
      String run = known.run();
      if (run == null || !known.atRest(now)) {
        return null;
      }
      rest = Math.min(rest, known.rest());
      tails.add(known.tail());
      runs.add(run);
    }
    return new RestingLanes(lanes, tails, runs, rest);
  }

  /**
   * Whether nothing happened to lanes since they were found: no block was staged, and no insert
   * began. Their numbers only rise, so one that is what it was then was never another one in
   * between, and the lanes need not be looked at in one instant to have been as found in one.
   */
  public boolean stillAtRest(RestingLanes resting) {
    LaneStates now = hotBuffer.look(resting.lanes());
    long at = nanoTime.getAsLong();
    for (int i = 0; i < resting.lanes().size(); i++) {
      if (!resting.tails().get(i).state().equals(now.states().get(i))
          || !resting.runs().get(i).equals(now.run())) {
        return false;
      }
    }
    for (int i = 0; i < resting.lanes().size(); i++) {
      LaneState state = resting.tails().get(i).state();
      held.computeIfPresent(
          resting.lanes().get(i), (lane, known) -> known.foundSame(state, now.run(), at));
    }
    return true;
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
    long at = nanoTime.getAsLong();
    List<Held> found = new ArrayList<>(lanes.size());
    for (int i = 0; i < lanes.size(); i++) {
      LaneTail tail = extend(lanes.get(i), before.get(i).tail(), captures.get(i));
      Held now = before.get(i).then(tail, captures.get(i).run(), at);
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
