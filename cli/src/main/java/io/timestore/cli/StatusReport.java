package io.timestore.cli;

import io.timestore.embedded.ComponentState;
import io.timestore.embedded.Probe;
import io.timestore.embedded.StackState;
import io.timestore.embedded.StackState.ComponentStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code status} says: the recorded state held against the processes and their answers.
 *
 * @param state up, starting, stopping, degraded or down
 * @param supervisorPid null if no supervisor runs
 */
record StatusReport(
    String state,
    String home,
    @Nullable Long supervisorPid,
    @Nullable String jdbcUrl,
    @Nullable String daemonUrl,
    List<Line> components) {

  /** One component; pid, port and uptime are null for what has none. */
  record Line(
      String name,
      String state,
      @Nullable Long pid,
      @Nullable Integer port,
      @Nullable Long uptimeSeconds,
      int restarts,
      String url) {}

  boolean allUp() {
    return state.equals("up");
  }

  static StatusReport of(Path home, Optional<StackState> recorded, Instant now) {
    if (recorded.isEmpty()) {
      return new StatusReport("down", home.toString(), null, null, null, List.of());
    }
    StackState stack = recorded.get();
    boolean supervised = stack.supervisor().isPresent();
    List<Line> lines = stack.components().stream().map(component -> line(component, now)).toList();
    boolean allUp = lines.stream().allMatch(line -> line.state().matches("up|external"));
    String state = "down";
    if (supervised) {
      state = lower(stack.phase());
      state = state.equals("up") && !allUp ? "degraded" : state;
    }
    return new StatusReport(
        state,
        home.toString(),
        supervised ? stack.pid() : null,
        stack.jdbcUrl(),
        stack.daemonUrl(),
        lines);
  }

  private static Line line(ComponentStatus component, Instant now) {
    boolean external = component.state() == ComponentState.EXTERNAL;
    boolean alive = external || component.process().isPresent();
    String state = lower(component.state());
    if (component.state() == ComponentState.UP && !alive) {
      state = "down";
    } else if (state.equals("up") || external) {
      state = Probe.answers(component.kind(), component.endpoint()) ? state : "not answering";
    }
    return new Line(
        component.kind().label(),
        state,
        alive && !external ? component.pid() : null,
        external ? null : component.port(),
        alive && !external ? (now.toEpochMilli() - component.startedAt()) / 1000 : null,
        component.restarts(),
        component.endpoint().url());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
