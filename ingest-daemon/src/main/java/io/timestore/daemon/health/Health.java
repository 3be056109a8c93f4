package io.timestore.daemon.health;

import io.timestore.daemon.schedule.TaskState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The daemon's state at one moment.
 *
 * @param reason all problems; null if all is well
 * @param tasks state of the scheduled tasks
 */
public record Health(
    State state, @Nullable String reason, HotBufferHealth hotBuffer, List<TaskState> tasks) {

  public Health {
    tasks = List.copyOf(tasks);
  }

  /** How well the daemon works. */
  public enum State {
    OK,
    /** Ingest and queries work, something else does not. */
    DEGRADED,
    UNAVAILABLE
  }
}
