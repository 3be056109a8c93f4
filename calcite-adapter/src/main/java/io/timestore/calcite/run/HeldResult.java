package io.timestore.calcite.run;

import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.clickhouse.ClickHouseResult;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A result that was read to its end before anybody sees it. For one thread at a time. */
final class HeldResult implements ClickHouseResult {
  /** Most cells to hold back: some megabytes. */
  private static final long MOST_CELLS = 200_000;

  private final Deque<NativeBlock> blocks = new ArrayDeque<>();

  /** A result without rows. */
  HeldResult() {}

  /** Reads a result to its end and closes it; null if it is too large. */
  static @Nullable HeldResult of(ClickHouseResult result) {
    try (result) {
      HeldResult held = new HeldResult();
      long cells = 0;
      for (NativeBlock block = result.next(); block != null; block = result.next()) {
        cells += (long) block.rows() * block.columns().size();
        if (cells > MOST_CELLS) {
          return null;
        }
        held.blocks.add(block);
      }
      return held;
    }
  }

  @Override
  public @Nullable NativeBlock next() {
    return blocks.poll();
  }

  @Override
  public void close() {
    blocks.clear();
  }
}
