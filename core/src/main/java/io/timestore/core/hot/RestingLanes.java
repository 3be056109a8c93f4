package io.timestore.core.hot;

import io.timestore.core.model.LaneId;
import java.util.List;

/**
 * Lanes that were found the same again and again, so that they are likely to be the same still: not
 * to answer from before {@link TailCache#stillAtRest} said so.
 *
 * @param tails the lanes as they were found, in the order of lanes
 * @param runs the run of the hot buffer's server that each was fetched from
 * @param nanos for how long all of them were found the same
 */
public record RestingLanes(
    List<LaneId> lanes, List<LaneTail> tails, List<String> runs, long nanos) {
  public RestingLanes {
    lanes = List.copyOf(lanes);
    tails = List.copyOf(tails);
    runs = List.copyOf(runs);
  }
}
