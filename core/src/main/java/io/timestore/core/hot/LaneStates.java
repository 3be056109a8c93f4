package io.timestore.core.hot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lanes that were looked at one after the other.
 *
 * @param states their states, null for an unknown lane
 * @param run the run of the hot buffer's server that was certified after that
 */
public record LaneStates(List<@Nullable LaneState> states, String run) {
  public LaneStates {
    states = Collections.unmodifiableList(new ArrayList<>(states));
  }
}
