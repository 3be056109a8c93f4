package io.timestore.core.hot;

import io.timestore.core.model.LaneId;

/**
 * A lane to capture, and what the caller already holds of it.
 *
 * @param fetchedUpTo blocks with {@code sequence <= fetchedUpTo} are not sent again; 0 for all
 */
public record LaneCursor(LaneId lane, long fetchedUpTo) {}
