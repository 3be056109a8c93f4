package io.timestore.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A component that is one operating system process with a log file. Subclasses say what to run and
 * how to see that it answers.
 */
abstract class ChildProcess implements Component {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
  private static final long LOG_BYTES_KEPT = 32L << 20;
  private static final Path SETSID = Path.of("/usr/bin/setsid");
  private static final int LOG_LINES_SHOWN = 12;

  private final StackComponent kind;
  private final int port;
  private final Path log;
  private volatile @Nullable Process process;

  ChildProcess(StackComponent kind, int port, Path log) {
    this.kind = kind;
    this.port = port;
    this.log = log;
  }

  /** Makes folders and files ready; called before each start. */
  abstract void prepare() throws IOException;

  abstract List<String> command() throws IOException;

  Map<String, String> environment() {
    return Map.of();
  }

  /** Called once the process answers, before {@link #start} returns. */
  void onAnswering() {}

  /** Asks the process to end. */
  void requestEnd(Process running) throws IOException {
    running.destroy();
  }

  @Override
  public final StackComponent kind() {
    return kind;
  }

  @Override
  public final int port() {
    return port;
  }

  @Override
  public final @Nullable Process process() {
    return process;
  }

  @Override
  public final synchronized void start() {
    try {
      Redirect output = output();
      prepare();
      ProcessBuilder builder = new ProcessBuilder(inOwnSession(command()));
      builder.environment().putAll(environment());
      builder.redirectErrorStream(true);
      builder.redirectOutput(output);
      Process started = builder.start();
      process = started;
      awaitStarted(started);
    } catch (IOException e) {
      throw new StackException(kind.label() + " could not be started: " + e.getMessage(), e);
    }
  }

  /** A process that is not up in the end is gone: the next start needs its port and its data. */
  private void awaitStarted(Process started) throws IOException {
    try {
      awaitAnswer(started);
      onAnswering();
    } catch (IOException | RuntimeException e) {
      started.destroyForcibly().onExit().join();
      throw e;
    }
  }

  /** The log file, or nothing if it cannot be opened: no process waits for room on a disk. */
  private Redirect output() {
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      rotateLog();
      Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
      return Redirect.appendTo(log.toFile());
    } catch (IOException e) {
      return Redirect.DISCARD;
    }
  }

  /**
   * Keeps a terminal's Ctrl-C from the process: it goes to the whole group, and the supervisor has
   * to stop its processes in order.
   */
  private static List<String> inOwnSession(List<String> command) {
    if (!Files.isExecutable(SETSID)) {
      return command;
    }
    List<String> session = new ArrayList<>(command.size() + 1);
    session.add(SETSID.toString());
    session.addAll(command);
    return session;
  }

  private void awaitAnswer(Process started) throws IOException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!answers()) {
      if (!started.isAlive()) {
        throw new StackException(
            "%s ended while starting, with exit code %d. The end of %s:%n%s"
                .formatted(kind.label(), started.exitValue(), log, logTail()));
      }
      if (System.nanoTime() > deadline) {
        throw new StackException(
            "%s does not answer on port %d after %d s. The end of %s:%n%s"
                .formatted(kind.label(), port, START_LIMIT.toSeconds(), log, logTail()));
      }
      pause();
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(40);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted while " + kind.label() + " was starting", e);
    }
  }

  @Override
  public final void stop() {
    Process running = process;
    if (running == null || !running.isAlive()) {
      return;
    }
    try {
      requestEnd(running);
      if (!running.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        running.destroyForcibly().waitFor();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      running.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void rotateLog() throws IOException {
    if (Files.exists(log) && Files.size(log) > LOG_BYTES_KEPT) {
      Files.move(
          log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private String logTail() throws IOException {
    if (!Files.exists(log)) {
      return "";
    }
    List<String> lines =
        new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
    return String.join(
        "\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
  }
}
