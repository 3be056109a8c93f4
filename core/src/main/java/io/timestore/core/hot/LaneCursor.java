package io.timestore.core.hot;

import io.timestore.core.model.LaneId;

/**
 * A lane to capture, and the part of it that the caller already holds.
 *
 * @param fetchedUpTo blocks with {@code sequence <= fetchedUpTo} are not sent again
 * @param mostBlocks most blocks to look at
 */
public record LaneCursor(LaneId lane, long fetchedUpTo, int mostBlocks) {
  /** A cursor behind every block. */
  public static LaneCursor noBlocks(LaneId lane) {
    return new LaneCursor(lane, Long.MAX_VALUE - 1, 1);
  }
}
