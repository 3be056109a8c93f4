package io.timestore.embedded;

import io.timestore.embedded.machine.ProcessIdentity;
import java.util.List;
import java.util.Optional;

/**
 * What {@code run/stack.json} says about a stack: who supervises it and what its components are.
 *
 * @param phase starting, up, or stopping
 * @param pid the supervisor's
 * @param startedAt when the supervisor's process began, epoch milliseconds: with the pid it names
 *     one process
 */
public record StackState(
    Phase phase,
    long pid,
    long startedAt,
    String daemonUrl,
    String jdbcUrl,
    List<ComponentStatus> components) {

  /** The life of a stack. */
  public enum Phase {
    STARTING,
    UP,
    STOPPING
  }

  /**
   * One component as its supervisor sees it.
   *
   * @param pid 0 if it has no process
   * @param startedAt when its process began, epoch milliseconds; 0 without one
   * @param restarts how often it was started again after it ended by itself
   */
  public record ComponentStatus(
      StackComponent kind,
      ComponentState state,
      long pid,
      int port,
      long startedAt,
      int restarts,
      Endpoint endpoint) {

    public Optional<ProcessHandle> process() {
      return ProcessIdentity.find(pid, startedAt);
    }
  }

  public StackState {
    components = List.copyOf(components);
  }

  /** The supervisor's process if it still runs. */
  public Optional<ProcessHandle> supervisor() {
    return ProcessIdentity.find(pid, startedAt);
  }
}
