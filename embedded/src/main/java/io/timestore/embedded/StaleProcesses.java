package io.timestore.embedded;

import io.timestore.embedded.StackState.ComponentStatus;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends what a killed supervisor left running. A process counts only if its pid and its start time
 * are the recorded ones.
 */
final class StaleProcesses {
  private static final long LIMIT_SECONDS = 15;

  private StaleProcesses() {}

  static void end(StackState state, StackLog log) {
    List<ComponentStatus> components = state.components();
    for (int i = components.size() - 1; i >= 0; i--) {
      ComponentStatus component = components.get(i);
      Optional<ProcessHandle> process = component.process();
      if (process.isPresent()) {
        log.line(
            "Ending %s (pid %d), left by a supervisor that is gone"
                .formatted(component.kind().label(), component.pid()));
        end(process.get());
      }
    }
  }

  private static void end(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      process.destroyForcibly();
      process.onExit().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new StackException("Process " + process.pid() + " could not be ended", e);
    }
  }
}
