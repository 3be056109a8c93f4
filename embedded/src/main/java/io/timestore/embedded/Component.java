package io.timestore.embedded;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One child process of the stack. Safe for use by many threads. */
interface Component {
  StackComponent kind();

  int port();

  /**
   * Starts the process and returns when it answers.
   *
   * @throws StackException if it ends or does not answer in time
   */
  void start();

  /** Whether it answers a request now. */
  boolean answers();

  /** The process that was started last, or null before the first start. */
  @Nullable Process process();

  /** Ends the process the way it likes best, by force after a while. Does nothing if it is down. */
  void stop();

  /** Ends the process without warning, as kill -9 does. */
  default void kill() {
    Process process = process();
    if (process != null) {
      process.destroyForcibly();
      process.onExit().join();
    }
  }

  default boolean alive() {
    Process process = process();
    return process != null && process.isAlive();
  }

  /** Completes with the exit code when the process ends. */
  default CompletableFuture<Integer> exit() {
    Process process = process();
    if (process == null) {
      throw new IllegalStateException(kind().label() + " was never started");
    }
    return process.onExit().thenApply(Process::exitValue);
  }
}
