package io.timestore.core.hot.redis;

import io.timestore.core.model.IdempotencyKey;
import io.timestore.core.model.LaneId;

/** Names of a lane's keys in Redis. The braces put a lane's keys in one cluster slot. */
final class LaneKeys {
  private LaneKeys() {}

  /**
   * Hash: seq, watermark, generation, inserting, version, trimmed, rows, bytes, epoch, lanes,
   * wanted.
   */
  static String meta(LaneId lane) {
    return "timestore:{" + lane.tableId() + "." + lane.lane() + "}:meta";
  }

  /**
   * Stream: one entry a block, its id is {@code sequence-0}, its field {@code b} the stored block.
   */
  static String blocks(LaneId lane) {
    return "timestore:{" + lane.tableId() + "." + lane.lane() + "}:blocks";
  }

  /** Sorted set: dataset and key of answers that are not in the catalog yet, by last sequence. */
  static String uncopied(LaneId lane) {
    return "timestore:{" + lane.tableId() + "." + lane.lane() + "}:keys";
  }

  /** A key as it stands in {@link #uncopied}; ids of datasets have no colon. */
  static String member(IdempotencyKey key) {
    return key.datasetId() + ":" + key.key();
  }

  /** Hash: hash, first, last, watermark, rows of the answer that a key got. */
  static String idempotency(String member) {
    return "timestore:key:" + member;
  }
}
