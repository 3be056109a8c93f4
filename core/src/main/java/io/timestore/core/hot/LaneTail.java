package io.timestore.core.hot;

import java.util.List;

/**
 * A lane at the instant of a capture with its whole tail.
 *
 * @param blocks every block with {@code watermark < sequence <= lastSequence}, in sequence order
 */
public record LaneTail(LaneState state, List<HotBlock> blocks) {
  public LaneTail {
    blocks = List.copyOf(blocks);
  }

  public long rows() {
    long rows = 0;
    for (HotBlock b : blocks) {
      rows += b.block().header().rows();
    }
    return rows;
  }
}
