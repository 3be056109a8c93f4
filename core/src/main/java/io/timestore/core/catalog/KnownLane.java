package io.timestore.core.catalog;

import io.timestore.core.model.LaneId;
import io.timestore.core.model.TableName;

/**
 * What the catalog knows of a lane.
 *
 * @param acknowledged highest sequence that is known to have been acknowledged, sealed or published
 */
public record KnownLane(LaneId lane, TableName table, long watermark, long acknowledged) {}
