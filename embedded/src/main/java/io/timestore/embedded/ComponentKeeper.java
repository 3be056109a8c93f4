package io.timestore.embedded;

import io.timestore.embedded.StackState.ComponentStatus;
import io.timestore.embedded.machine.ProcessIdentity;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps one component running: when its process ends by itself, the keeper starts it again, after a
 * pause that doubles as long as it does not last. It never gives up. Safe for use by many threads.
 */
final class ComponentKeeper {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration LASTED = Duration.ofSeconds(30);
  private static final int SIGNAL_BASE = 128;

  private final Component component;
  private final Endpoint endpoint;
  private final StackLog log;
  private final Runnable changed;
  private final Thread thread;
  private volatile ComponentState state = ComponentState.STOPPED;
  private final AtomicInteger restarts = new AtomicInteger();
  private volatile boolean stopping;

  ComponentKeeper(Component component, Endpoint endpoint, StackLog log, Runnable changed) {
    this.component = component;
    this.endpoint = endpoint;
    this.log = log;
    this.changed = changed;
    this.thread = new Thread(this::keep, "keeper-" + component.kind().label());
    thread.setDaemon(true);
  }

  /** Starts the component, returns when it answers, and keeps it from then on. */
  void start() {
    become(ComponentState.STARTING);
    component.start();
    become(ComponentState.UP);
    thread.start();
  }

  private void keep() {
    Duration pause = FIRST_PAUSE;
    while (!stopping) {
      long began = System.nanoTime();
      int code = component.exit().join();
      if (stopping) {
        return;
      }
      boolean lasted = System.nanoTime() - began > LASTED.toNanos();
      pause = lasted ? FIRST_PAUSE : pause;
      state = ComponentState.RESTARTING; // before it counts: what is up answers
      log.line(
          "%s ended by itself with exit code %s; starting it again in %d ms (restart %d)"
              .formatted(
                  component.kind().label(),
                  describe(code),
                  pause.toMillis(),
                  restarts.incrementAndGet()));
      restart(pause);
      pause = pause.multipliedBy(2);
      pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
  }

  private void restart(Duration pause) {
    become(ComponentState.RESTARTING);
    try {
      TimeUnit.MILLISECONDS.sleep(pause.toMillis());
      if (stopping) {
        return;
      }
      component.start();
      become(ComponentState.UP);
      log.line("%s is up again, pid %d".formatted(component.kind().label(), pid()));
    } catch (StackException e) {
      log.line(String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      log.line("%s could not be started again: %s".formatted(component.kind().label(), e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String describe(int code) {
    return code > SIGNAL_BASE ? code + " (signal " + (code - SIGNAL_BASE) + ")" : "" + code;
  }

  /** Stops the component for good. */
  void stop() {
    stopping = true;
    component.stop();
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    component.stop();
    become(ComponentState.STOPPED);
  }

  private void become(ComponentState next) {
    state = next;
    changed.run();
  }

  private long pid() {
    Process process = component.process();
    return process == null ? 0 : process.pid();
  }

  StackComponent kind() {
    return component.kind();
  }

  ComponentStatus status() {
    Process process = component.process();
    boolean alive = process != null && process.isAlive();
    return new ComponentStatus(
        component.kind(),
        state,
        alive && process != null ? process.pid() : 0,
        component.port(),
        alive && process != null ? ProcessIdentity.startedAt(process.toHandle()) : 0,
        restarts.get(),
        endpoint);
  }
}
