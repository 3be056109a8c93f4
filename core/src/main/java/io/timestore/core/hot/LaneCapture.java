package io.timestore.core.hot;

import java.util.List;

/**
 * A lane at the instant of a capture.
 *
 * @param newBlocks the blocks above both the cursor and the watermark, in sequence order
 * @param run the run of the hot buffer's server that was certified then; blocks of an earlier run
 *     may have been lost since, and their sequences given again
 * @param cut whether a limit was reached, so that newer blocks may be left out
 */
public record LaneCapture(LaneState state, List<HotBlock> newBlocks, String run, boolean cut) {
  public LaneCapture {
    newBlocks = List.copyOf(newBlocks);
  }
}
