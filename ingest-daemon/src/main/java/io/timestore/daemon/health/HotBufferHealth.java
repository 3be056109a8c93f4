package io.timestore.daemon.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The hot buffer as it was seen last.
 *
 * @param datasets number of datasets with rows that wait for their flush
 * @param queuedBlocks number of blocks that wait for their flush
 * @param problem why the last look failed; null if the hot buffer answered
 * @param lastRefreshAt when the numbers were read; null if never since the start
 * @param lastIngestAt when this daemon last staged rows; null if never since the start
 */
public record HotBufferHealth(
    long datasets,
    long queuedBlocks,
    @Nullable String problem,
    @Nullable Instant lastRefreshAt,
    @Nullable Instant lastIngestAt) {

  /** Before the first look. */
  public static final HotBufferHealth UNKNOWN =
      new HotBufferHealth(0, 0, "the hot buffer was not looked at yet", null, null);

  public boolean healthy() {
    return problem == null;
  }

  HotBufferHealth failed(String why) {
    return new HotBufferHealth(datasets, queuedBlocks, why, lastRefreshAt, lastIngestAt);
  }

  HotBufferHealth ingestedAt(@Nullable Instant time) {
    return new HotBufferHealth(datasets, queuedBlocks, problem, lastRefreshAt, time);
  }
}
