package io.timestore.daemon.flush;

import io.timestore.core.model.LaneId;

/**
 * Is told when a lane's flush reaches a step. A listener may block or throw; then the flush stands
 * or fails there.
 */
@FunctionalInterface
public interface FlushSteps {
  FlushSteps NONE = (lane, step) -> {};

  void reached(LaneId lane, FlushStep step);
}
