package io.timestore.embedded;

import io.timestore.embedded.StackState.ComponentStatus;
import io.timestore.embedded.StackState.Phase;
import io.timestore.embedded.machine.ProcessIdentity;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs one stack: starts its components in order, keeps them running, stops them in reverse. At
 * most one supervisor holds a data folder, by a lock that ends with its process.
 */
public final class Supervisor implements AutoCloseable {
  private final StackSettings settings;
  private final StackLog log;
  private final StateFile stateFile;
  private final StateWriter stateWriter;
  private final List<ComponentKeeper> keepers = new CopyOnWriteArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ProcessHandle self = ProcessHandle.current();
  private final ReentrantLock starting = new ReentrantLock();
  private volatile Phase phase = Phase.STARTING;
  private @Nullable FileChannel lockChannel;
  private @Nullable FileLock lock;

  /**
   * @param console where progress is printed; null for the log file alone
   */
  public Supervisor(StackSettings settings, @Nullable PrintStream console) {
    this.settings = settings;
    this.log = new StackLog(settings.layout().supervisorLog(), console, Clock.systemUTC());
    this.stateFile = StateFile.under(settings.home());
    this.stateWriter = new StateWriter(stateFile, this::state, log);
  }

  /**
   * Takes the data folder.
   *
   * @return false if another supervisor has it
   */
  public boolean lock() {
    try {
      Path run = settings.layout().run();
      Files.createDirectories(run);
      lockChannel =
          FileChannel.open(
              run.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock = lockChannel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      throw new StackException(
          "The data folder " + settings.home() + " cannot be used: " + e.getMessage(), e);
    }
  }

  /**
   * Starts everything and returns when all of it answers. If one component cannot be started, those
   * before it are stopped again.
   */
  public void start() {
    if (lock == null) {
      throw new IllegalStateException("The data folder is not locked");
    }
    starting.lock();
    try {
      endStale();
      requirePorts();
      requireExternal();
      for (StackComponent kind : settings.embedded()) {
        keepers.add(
            new ComponentKeeper(
                settings.component(kind), settings.endpoint(kind), log, stateWriter::publish));
      }
      log.line("Starting in " + settings.home());
      startAll();
      phase = Phase.UP;
      stateWriter.publish();
      log.line("Up: " + settings.jdbcUrl());
    } catch (StackException e) {
      log.fileOnly(String.valueOf(e.getMessage()));
      close();
      throw e;
    } finally {
      starting.unlock();
    }
  }

  /**
   * The stores start side by side; the daemon needs them all. Returns when no start is going on.
   */
  private void startAll() {
    ExecutorService threads = Executors.newCachedThreadPool();
    List<CompletableFuture<Void>> stores =
        keepers.stream()
            .filter(keeper -> keeper.kind() != StackComponent.DAEMON)
            .map(keeper -> CompletableFuture.runAsync(() -> start(keeper), threads))
            .toList();
    threads.shutdown();
    Throwable failure = null;
    for (CompletableFuture<Void> store : stores) {
      Throwable failed = store.handle((done, thrown) -> thrown).join();
      failure = failure == null ? failed : failure;
    }
    if (failure != null) {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      throw cause instanceof StackException known
          ? known
          : new StackException("A component could not be started: " + cause, cause);
    }
    keepers.stream().filter(k -> k.kind() == StackComponent.DAEMON).forEach(this::start);
  }

  /** Ends what a killed supervisor of this data folder left running. */
  public void endStale() {
    try {
      Optional<StackState> left = stateFile.read();
      if (left.isPresent()) {
        StaleProcesses.end(left.get(), log);
        stateFile.delete();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void start(ComponentKeeper keeper) {
    if (closed.get()) {
      throw new StackException("Stopped while starting");
    }
    long began = System.nanoTime();
    keeper.start();
    log.line(
        "%s is up on port %d (%d ms)"
            .formatted(
                keeper.kind().label(),
                settings.port(keeper.kind()),
                (System.nanoTime() - began) / 1_000_000));
  }

  private void requirePorts() {
    for (StackComponent kind : settings.embedded()) {
      int port = settings.port(kind);
      if (!FreePorts.isFree(port)) {
        throw new StackException(
            ("Port %d, which %s needs, is taken by another program. Choose another base port with"
                    + " --port or TIMESTORE_PORT (now %d; the stack uses it and the next three).")
                .formatted(port, kind.label(), settings.basePort()));
      }
    }
  }

  private void requireExternal() {
    settings
        .external()
        .forEach(
            (kind, endpoint) -> {
              try {
                Probe.check(kind, endpoint);
              } catch (IOException e) {
                throw new StackException(
                    "The external %s at %s does not answer: %s"
                        .formatted(kind.label(), endpoint, e.getMessage()),
                    e);
              }
            });
  }

  private StackState state() {
    List<ComponentStatus> components = new ArrayList<>();
    settings.external().forEach((kind, endpoint) -> components.add(external(kind, endpoint)));
    keepers.forEach(keeper -> components.add(keeper.status()));
    return new StackState(
        phase,
        self.pid(),
        ProcessIdentity.startedAt(self),
        settings.endpoint(StackComponent.DAEMON).url(),
        settings.jdbcUrl(),
        components);
  }

  private static ComponentStatus external(StackComponent kind, Endpoint endpoint) {
    Endpoint shown = new Endpoint(endpoint.url(), endpoint.user(), "");
    return new ComponentStatus(kind, ComponentState.EXTERNAL, 0, 0, 0, 0, shown);
  }

  /** Stops everything in reverse order and gives the data folder back. */
  @Override
  public void close() {
    if (lock == null || closed.getAndSet(true)) {
      return;
    }
    phase = Phase.STOPPING;
    for (int i = keepers.size() - 1; i >= 0; i--) {
      keepers.get(i).stop();
      log.line(keepers.get(i).kind().label() + " is down");
    }
    stopLateStarters();
    stateWriter.close();
    try {
      lock.release();
      if (lockChannel != null) {
        lockChannel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    log.line("Down");
  }

  /** A start that was under way may have made a process after its component was stopped. */
  private void stopLateStarters() {
    starting.lock();
    try {
      keepers.forEach(ComponentKeeper::stop);
    } finally {
      starting.unlock();
    }
  }
}
