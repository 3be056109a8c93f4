package io.timestore.core.hot;

import io.timestore.core.model.IdempotencyKey;
import io.timestore.core.model.LaneId;

/**
 * An idempotency key and what was answered under it.
 *
 * @param rows rows that were staged
 */
public record AnsweredKey(
    IdempotencyKey key,
    LaneId lane,
    long firstSequence,
    long lastSequence,
    long watermark,
    long rows) {

  /** What a repeated request is answered. */
  public StageResult.Replayed replay() {
    return new StageResult.Replayed(firstSequence, lastSequence, watermark, rows);
  }
}
