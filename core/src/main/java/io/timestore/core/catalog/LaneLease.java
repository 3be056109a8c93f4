package io.timestore.core.catalog;

import io.timestore.core.block.ValueBounds;
import io.timestore.core.model.LaneId;

/**
 * The right to flush a lane for a while.
 *
 * @param epoch fences all flushers with a smaller one
 * @param watermark the lane's watermark in the catalog when the lease was taken
 * @param acknowledged highest sequence that the catalog knows to have been acknowledged
 * @param bounds what is known of the rows of all batches that were sealed
 */
public record LaneLease(
    LaneId lane, long epoch, long watermark, long acknowledged, ValueBounds bounds) {}
