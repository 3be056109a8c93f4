package io.timestore.embedded;

import java.io.IOException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Keeps the state file in step with the stack. A state that cannot be written, as on a full disk,
 * is written again every second until it can. Safe for use by many threads.
 */
final class StateWriter implements AutoCloseable {
  private static final long AGAIN_MILLIS = 1000;

  private final StateFile file;
  private final Supplier<StackState> state;
  private final StackLog log;
  private final ScheduledThreadPoolExecutor clock;
  private boolean waiting;
  private boolean failing;
  private boolean closed;

  /**
   * @param state the state as it is when it is asked
   */
  StateWriter(StateFile file, Supplier<StackState> state, StackLog log) {
    this.file = file;
    this.state = state;
    this.log = log;
    this.clock =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "stack-state");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Writes the present state, now or as soon as it can be written. */
  synchronized void publish() {
    if (!closed && !write() && !waiting) {
      waiting = true;
      var unused = clock.schedule(this::again, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private synchronized void again() {
    waiting = false;
    publish();
  }

  private boolean write() {
    try {
      file.write(state.get());
      failing = false;
    } catch (IOException | RuntimeException e) {
      if (!failing) {
        log.line("The stack's state cannot be written, trying again: " + e);
      }
      failing = true;
    }
    return !failing;
  }

  /** Ends the writing and deletes the file. */
  @Override
  public synchronized void close() {
    closed = true;
    clock.shutdownNow();
    try {
      file.delete();
    } catch (IOException e) {
      log.line("The stack's state cannot be deleted: " + e);
    }
  }
}
