package io.timestore.core.hot;

import io.timestore.core.block.ValueBounds;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a lane that a reader fetched. Immutable.
 *
 * @param state the lane when it was captured last
 * @param blocks blocks above the watermark, in sequence order, from the first one on
 * @param fetchedUpTo every block above the watermark with {@code sequence <= fetchedUpTo} is here
 * @param run the run of the server that it was fetched from, null if it was not
 * @param memory the memory that the blocks take
 */
record HeldTail(
    LaneState state, List<HotBlock> blocks, long fetchedUpTo, @Nullable String run, long memory) {

  private static final LaneState NOTHING =
      new LaneState(0, 0, 0, false, 0, 0, 0, 0, 1, 0, ValueBounds.UNKNOWN);

  /** A lane of which nothing was fetched. */
  static HeldTail nothing(long watermark) {
    return new HeldTail(NOTHING, List.of(), watermark, null, 0);
  }

  /** The same lane after a capture from here on. */
  HeldTail then(LaneCapture capture) {
    LaneState now = capture.state();
    List<HotBlock> kept = new ArrayList<>(blocks.size() + capture.newBlocks().size());
    for (HotBlock block : blocks) {
      if (block.sequence() > now.watermark()) {
        kept.add(block);
      }
    }
    kept.addAll(capture.newBlocks());
    long upTo = Math.max(fetchedUpTo, now.watermark());
    long bytes = 0;
    for (HotBlock block : kept) {
      upTo = Math.max(upTo, block.sequence());
      bytes += block.memory();
    }
    return new HeldTail(now, kept, upTo, capture.run(), bytes);
  }

  /** Whether no block is missing; sequences are consecutive. */
  boolean isWhole() {
    return blocks.size() == state.lastSequence() - state.watermark();
  }

  /** The memory that the whole tail takes, by the lane's numbers and by what was fetched. */
  long wholeMemory() {
    return Math.max(memory, memory(state));
  }

  static long memory(LaneState state) {
    return HotBlock.memory(
        Math.max(0, state.bytes()), Math.max(0, state.lastSequence() - state.watermark()));
  }

  LaneTail tail() {
    return new LaneTail(state, blocks);
  }
}
