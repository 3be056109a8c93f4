package io.timestore.cli;

import io.timestore.embedded.ComponentState;
import io.timestore.embedded.StackException;
import io.timestore.embedded.StackSettings;
import io.timestore.embedded.StackState;
import io.timestore.embedded.StackState.ComponentStatus;
import io.timestore.embedded.StateFile;
import io.timestore.embedded.Supervisor;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code down}: stops the stack in reverse order; its data stays. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Stop the stack; all data stays")
final class DownCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private StackOptions options = new StackOptions();

  @Override
  public Integer call() throws InterruptedException {
    StackSettings settings = options.settings();
    PrintWriter out = spec.commandLine().getOut();
    Optional<StackState> state = StateFile.under(settings.home()).read();
    if (state.isEmpty()) {
      out.println("Not running (data in " + settings.home() + ")");
      return 0;
    }
    Optional<ProcessHandle> supervisor = state.get().supervisor();
    if (supervisor.isPresent()) {
      supervisor.get().destroy();
      awaitEnd(supervisor.get(), settings, state.get());
    } else {
      endLeftOvers(settings);
    }
    out.println("Down. Data stays in " + settings.home());
    return 0;
  }

  private static void endLeftOvers(StackSettings settings) {
    Supervisor left = new Supervisor(settings, System.err);
    if (!left.lock()) {
      throw new StackException("Another command is starting this stack just now; try again");
    }
    left.endStale();
  }

  private void awaitEnd(ProcessHandle supervisor, StackSettings settings, StackState first)
      throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    err.println("Stopping " + first.components().size() + " components …");
    err.flush();
    Set<String> told = new HashSet<>();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (supervisor.isAlive()) {
      if (System.nanoTime() > deadline) {
        throw new StackException(
            "The supervisor (pid %d) does not end after %d s, see %s"
                .formatted(supervisor.pid(), LIMIT.toSeconds(), settings.home().resolve("log")));
      }
      StateFile.under(settings.home()).read().ifPresent(state -> tell(state, told, err));
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static void tell(StackState state, Set<String> told, PrintWriter err) {
    for (ComponentStatus component : state.components()) {
      boolean stopped = component.state() == ComponentState.STOPPED;
      if (stopped && told.add(component.kind().label())) {
        err.println(component.kind().label() + " is down");
        err.flush();
      }
    }
  }
}
