package io.timestore.core.catalog;

import io.timestore.core.model.LaneId;

/**
 * The right to flush a lane.
 *
 * @param epoch fences all flushers with a smaller one
 * @param watermark the lane's watermark in the catalog when the lease was taken
 */
public record LaneLease(LaneId lane, long epoch, long watermark) {}
