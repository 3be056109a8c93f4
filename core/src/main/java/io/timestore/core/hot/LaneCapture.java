package io.timestore.core.hot;

import java.util.List;

/**
 * A lane at the instant of a capture.
 *
 * @param newBlocks the blocks above both the cursor and the watermark, in sequence order
 */
public record LaneCapture(LaneState state, List<HotBlock> newBlocks) {
  public LaneCapture {
    newBlocks = List.copyOf(newBlocks);
  }
}
