package io.timestore.core.hot;

import io.timestore.core.model.LaneId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tails that were fetched. Beyond a limit in bytes the least recently used ones are dropped; a
 * statement that reads one of them keeps it until it ends. Safe for many threads.
 */
final class HeldTails {
  private final long mostBytes;
  private final Map<LaneId, HeldTail> byLane = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  HeldTails(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  long mostBytes() {
    return mostBytes;
  }

  /** The memory that is held. */
  synchronized long bytes() {
    return bytes;
  }

  synchronized @Nullable HeldTail get(LaneId lane) {
    return byLane.get(lane);
  }

  /** Holds a tail, unless a newer one of its lane is held. */
  synchronized void put(LaneId lane, HeldTail tail) {
    HeldTail before = byLane.get(lane);
    if (before != null && before.fetchedUpTo() > tail.fetchedUpTo()) {
      return;
    }
    byLane.put(lane, tail);
    bytes += tail.memory() - (before == null ? 0 : before.memory());
    dropBeyond(mostBytes);
  }

  /** Drops a tail, if it is the one that is held. */
  synchronized void remove(LaneId lane, HeldTail tail) {
    if (byLane.remove(lane, tail)) {
      bytes -= tail.memory();
    }
  }

  /** Drops tails until so many bytes fit besides those that are left. */
  synchronized void makeRoom(long wanted) {
    dropBeyond(Math.max(0, mostBytes - wanted));
  }

  private void dropBeyond(long most) {
    Iterator<HeldTail> eldest = byLane.values().iterator();
    while (bytes > most && eldest.hasNext()) {
      bytes -= eldest.next().memory();
      eldest.remove();
    }
  }
}
