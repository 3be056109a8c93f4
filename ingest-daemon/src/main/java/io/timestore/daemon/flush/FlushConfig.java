package io.timestore.daemon.flush;

import java.time.Duration;

/**
 * When a lane is flushed, and how much at once.
 *
 * @param rows a tail with this many rows is flushed
 * @param bytes a tail with this many encoded bytes is flushed
 * @param age a tail whose first row waited this long is flushed
 * @param maxBatchRows a batch takes further blocks up to this many rows
 * @param maxBatchBytes a batch takes further blocks up to this many encoded bytes; bounds the
 *     flusher's memory
 * @param grace how long blocks stay in the hot buffer after they were promoted; no reader needs
 *     them then, and they do not count for its limits, so by default not at all
 * @param pollInterval how often the lanes' states are read
 * @param threads how many lanes are flushed at a time
 * @param insertsPerDataset how many of them at most insert for one dataset
 */
public record FlushConfig(
    long rows,
    long bytes,
    Duration age,
    long maxBatchRows,
    long maxBatchBytes,
    Duration grace,
    Duration pollInterval,
    int threads,
    int insertsPerDataset) {
  public static final FlushConfig DEFAULT =
      new FlushConfig(
          50_000,
          16L << 20,
          Duration.ofSeconds(1),
          1_000_000,
          64L << 20,
          Duration.ZERO,
          Duration.ofMillis(50),
          2,
          2);
}
