package io.timestore.core.catalog;

import io.timestore.core.model.LaneId;

/**
 * A sealed batch: the blocks {@code firstSequence..lastSequence} of a lane.
 *
 * @param bytes encoded bytes of the blocks
 * @param contentHash hash over the blocks' bytes; what is inserted must have it
 * @param epoch under which it was sealed
 */
public record Batch(
    long id,
    LaneId lane,
    long firstSequence,
    long lastSequence,
    long rows,
    long bytes,
    String contentHash,
    long epoch,
    boolean published) {}
