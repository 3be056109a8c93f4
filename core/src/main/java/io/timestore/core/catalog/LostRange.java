package io.timestore.core.catalog;

import io.timestore.core.model.LaneId;
import io.timestore.core.model.TableName;

/**
 * Sequences that were acknowledged, were not flushed, and are not in the hot buffer any more.
 *
 * @param accepted whether an operator said that they are to be given up
 */
public record LostRange(
    LaneId lane, TableName table, long firstSequence, long lastSequence, boolean accepted) {

  /** The range in words. */
  @Override
  public String toString() {
    return "sequences "
        + firstSequence
        + " to "
        + lastSequence
        + " of "
        + table
        + (lane.lane() == 0 ? "" : ", lane " + lane.lane());
  }
}
