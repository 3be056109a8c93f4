package io.timestore.core.hot;

/** What became of a {@link StageRequest}. */
public sealed interface StageResult {
  /**
   * The blocks are staged.
   *
   * @param firstSequence sequence of the first block; if there was none, the lane's last sequence
   * @param lastSequence sequence of the last block; if there was none, the lane's last sequence
   * @param watermark the lane's watermark at that instant
   */
  record Staged(long firstSequence, long lastSequence, long watermark) implements StageResult {}

  /** The key was used before with the same content: what it was answered then. */
  record Replayed(long firstSequence, long lastSequence, long watermark, long rows)
      implements StageResult {}

  /** The key was used before with other content. Nothing was staged. */
  record Conflict() implements StageResult {}

  /**
   * The lane is over its limit. Nothing was staged.
   *
   * @param hotBytes bytes in the lane's tail
   */
  record Full(long hotRows, long hotBytes) implements StageResult {}

  /** The table's schema has a newer version than the blocks. Nothing was staged. */
  record SchemaMoved() implements StageResult {}
}
