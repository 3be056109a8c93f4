package io.timestore.core.hot;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.TimestoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A reader's side of the hot buffer: keeps the blocks that were fetched, so that a capture asks
 * only for newer ones. Safe for many threads. Keeps invariant 3: a tail is complete, or the capture
 * fails with SNAPSHOT_STALE; sequences are consecutive, so completeness is a count. A lane whose
 * numbers went back lost data, and fails with HOT_BUFFER_UNAVAILABLE. Blocks that were fetched from
 * another run of the hot buffer's server are fetched again.
 *
 * <p>The memory of the tails that are kept has a limit, and so has each fetch: a tail beyond the
 * limit is refused with TOO_LARGE before its blocks are fetched.
 */
public final class TailCache {
  private static final int MOST_TRIES = 3;

  /** Blocks that a statement's one round trip brings at most; more of them cost a second one. */
  private static final int USUAL_BLOCKS = 1024;

  private static final int USUAL_SHARE = 4;

  private final HotBuffer hotBuffer;
  private final HeldTails held;

  /**
   * Makes a cache.
   *
   * @param mostBytes the most memory that the tails take
   */
  public TailCache(HotBuffer hotBuffer, long mostBytes) {
    this.hotBuffer = hotBuffer;
    this.held = new HeldTails(mostBytes);
  }

  /** A quarter of the memory that this JVM may use. */
  public static long defaultBytes() {
    return Runtime.getRuntime().maxMemory() / 4;
  }

  /** The memory that the kept tails take. */
  public long heldBytes() {
    return held.bytes();
  }

  /**
   * Captures the lanes at one instant; answers in their order.
   *
   * @param tableName names a table by its id, for messages
   * @throws TimestoreException TOO_LARGE if the tails of the lanes are beyond the limit
   */
  public List<LaneTail> capture(List<LaneId> lanes, LongFunction<String> tableName) {
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      List<HeldTail> found = find(lanes, tableName);
      if (found != null) {
        return found.stream().map(HeldTail::tail).toList();
      }
    }
    throw new TimestoreException(
        ErrorCode.SNAPSHOT_STALE,
        "the hot buffer's server started again and again while it was read; try again later");
  }

  /** The lanes at one instant; null if the server started again meanwhile. */
  private @Nullable List<HeldTail> find(List<LaneId> lanes, LongFunction<String> tableName) {
    boolean allKnown = lanes.stream().allMatch(lane -> held.get(lane) != null);
    List<HeldTail> before = allKnown ? known(lanes, Map.of()) : firstLook(lanes, tableName);
    long most = held.mostBytes();
    long room = most - memory(before);
    boolean usual = allKnown && room > most / USUAL_SHARE;
    List<HeldTail> found =
        usual
            ? fetch(lanes, before, USUAL_BLOCKS, most / USUAL_SHARE)
            : fetch(lanes, before, Integer.MAX_VALUE, room);
    if (found == null || whole(found)) {
      return found;
    }
    refuseBeyond(lanes, found, tableName);
    room = most - memory(found);
    held.makeRoom(room);
    found = fetch(lanes, found, Integer.MAX_VALUE, room);
    if (found == null || whole(found)) {
      return found;
    }
    throw tooLarge(lanes, found, tableName);
  }

  private List<HeldTail> known(List<LaneId> lanes, Map<LaneId, Long> watermarks) {
    List<HeldTail> known = new ArrayList<>(lanes.size());
    for (LaneId lane : lanes) {
      HeldTail tail = held.get(lane);
      known.add(
          tail != null ? tail : HeldTail.nothing(watermarks.getOrDefault(lane, lane.origin())));
    }
    return known;
  }

  /**
   * What is held of lanes; of the others, only their watermarks: the blocks below them that are
   * kept for the grace period are not needed.
   */
  private List<HeldTail> firstLook(List<LaneId> lanes, LongFunction<String> tableName) {
    List<@Nullable LaneState> states = hotBuffer.states(lanes);
    Map<LaneId, Long> watermarks = new HashMap<>();
    List<HeldTail> seen = new ArrayList<>(lanes.size());
    long needed = 0;
    for (int i = 0; i < lanes.size(); i++) {
      LaneState state = states.get(i);
      if (state == null) {
        seen.add(HeldTail.nothing(lanes.get(i).origin()));
        continue;
      }
      watermarks.put(lanes.get(i), state.watermark());
      seen.add(new HeldTail(state, List.of(), 0, null, 0));
      needed += HeldTail.memory(state);
    }
    refuseBeyond(lanes, seen, tableName);
    held.makeRoom(needed);
    return known(lanes, watermarks);
  }

  /** Extends tails by one capture; null if one of them is from another run of the server. */
  private @Nullable List<HeldTail> fetch(
      List<LaneId> lanes, List<HeldTail> before, int mostBlocks, long mostBytes) {
    List<LaneCursor> cursors = new ArrayList<>(lanes.size());
    for (int i = 0; i < lanes.size(); i++) {
      cursors.add(new LaneCursor(lanes.get(i), before.get(i).fetchedUpTo(), mostBlocks));
    }
    List<LaneCapture> captures = hotBuffer.capture(cursors, mostBytes);
    if (forgetOtherRuns(lanes, before, captures)) {
      return null;
    }
    List<HeldTail> found = new ArrayList<>(lanes.size());
    for (int i = 0; i < lanes.size(); i++) {
      HeldTail tail = before.get(i).then(captures.get(i));
      if (!tail.isWhole() && !captures.get(i).cut()) {
        held.remove(lanes.get(i), before.get(i));
        throw lacksBlocks(lanes.get(i), tail);
      }
      found.add(tail);
    }
    if (whole(found)) {
      for (int i = 0; i < lanes.size(); i++) {
        held.put(lanes.get(i), found.get(i));
      }
    }
    return found;
  }

  private static boolean whole(List<HeldTail> tails) {
    return tails.stream().allMatch(HeldTail::isWhole);
  }

  private static long memory(List<HeldTail> tails) {
    return tails.stream().mapToLong(HeldTail::memory).sum();
  }

  private void refuseBeyond(
      List<LaneId> lanes, List<HeldTail> tails, LongFunction<String> tableName) {
    if (tails.stream().mapToLong(HeldTail::wholeMemory).sum() > held.mostBytes()) {
      throw tooLarge(lanes, tails, tableName);
    }
  }

  private TimestoreException tooLarge(
      List<LaneId> lanes, List<HeldTail> tails, LongFunction<String> tableName) {
    Map<Long, Long> byTable = new HashMap<>();
    for (int i = 0; i < lanes.size(); i++) {
      byTable.merge(lanes.get(i).tableId(), tails.get(i).wholeMemory(), Long::sum);
    }
    var largest = byTable.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
    long rows = 0;
    long bytes = 0;
    for (int i = 0; i < lanes.size(); i++) {
      if (lanes.get(i).tableId() == largest.getKey()) {
        rows += tails.get(i).state().rows();
        bytes += tails.get(i).state().bytes();
      }
    }
    return new TimestoreException(
        ErrorCode.TOO_LARGE,
        "the hot tail of table "
            + tableName.apply(largest.getKey())
            + " has "
            + bytes
            + " bytes ("
            + rows
            + " rows) that are not flushed yet; the tails of this statement need "
            + byTable.values().stream().mapToLong(Long::longValue).sum()
            + " bytes of memory, and tailBufferMb allows "
            + held.mostBytes()
            + "; run the statement again after the daemon flushed the table, or raise tailBufferMb"
            + " and the JVM's heap");
  }

  private static TimestoreException lacksBlocks(LaneId lane, HeldTail tail) {
    return new TimestoreException(
        ErrorCode.SNAPSHOT_STALE,
        "lane "
            + lane.lane()
            + " of table "
            + lane.tableId()
            + " has sequences "
            + (tail.state().watermark() + 1)
            + " to "
            + tail.state().lastSequence()
            + " above its watermark, but "
            + tail.blocks().size()
            + " blocks were found; if trying"
            + " again does not help, the hot buffer lost blocks: see the daemon's log");
  }

  /**
   * Drops tails that were fetched from another run of the server, which may have lost blocks since
   * and given their sequences again. Answers whether there was any.
   */
  private boolean forgetOtherRuns(
      List<LaneId> lanes, List<HeldTail> before, List<LaneCapture> captures) {
    boolean forgot = false;
    for (int i = 0; i < lanes.size(); i++) {
      HeldTail known = before.get(i);
      refuseReturn(lanes.get(i), known.state(), captures.get(i).state());
      if (known.run() != null && !known.run().equals(captures.get(i).run())) {
        held.remove(lanes.get(i), known);
        forgot = true;
      }
    }
    return forgot;
  }

  /** A state that was known before the capture was sent is not newer than the captured one. */
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
}
