package io.timestore.embedded.chdb;

import io.timestore.embedded.chdb.engine.WorkerThreads;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A running engine: a child JVM that ends with this one. Safe for use by many threads.
 *
 * <p>Every row that an INSERT acknowledged survives the end of the process, however it comes.
 */
public final class EngineProcess implements AutoCloseable {
  private static final String READY = "ready ";
  private static final int LOG_LINES_SHOWN = 12;
  private static final long STOP_SECONDS = 20;

  private final Process process;
  private final int port;

  private EngineProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts an engine and waits until it answers.
   *
   * @throws IllegalStateException if it ends or does not answer in time; with the log's last lines
   */
  public static EngineProcess start(EngineOptions options) {
    try {
      File log = options.logFile().toAbsolutePath().toFile();
      Files.createDirectories(log.toPath().getParent());
      ProcessBuilder builder =
          new ProcessBuilder(options.command())
              .redirectError(ProcessBuilder.Redirect.appendTo(log));
      builder.environment().putAll(options.environment());
      Process process = builder.start();
      return new EngineProcess(process, awaitReady(process, options));
    } catch (IOException e) {
      throw new UncheckedIOException("the engine's process could not be started", e);
    }
  }

  private static int awaitReady(Process process, EngineOptions options) throws IOException {
    CompletableFuture<Integer> ready = new CompletableFuture<>();
    WorkerThreads.named("engine-output").newThread(() -> readOutput(process, ready)).start();
    try {
      return ready.get(options.startLimit().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the engine was starting", e);
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
      String what =
          e instanceof TimeoutException
              ? "did not answer within " + options.startLimit().toSeconds() + " s"
              : "ended while it was starting";
      throw new IllegalStateException(
          "The ClickHouse engine %s. The end of %s:%n%s"
              .formatted(what, options.logFile(), logTail(options.logFile())),
          e);
    }
  }

  /** Reads to the end, so that the child can never block on its output. */
  private static void readOutput(Process process, CompletableFuture<Integer> ready) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(READY)) {
          ready.complete(Integer.valueOf(line.substring(READY.length()).trim()));
        }
      }
      ready.completeExceptionally(new IOException("end of the engine's output"));
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
  }

  private static String logTail(Path log) throws IOException {
    List<String> lines =
        new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
    return String.join(
        "\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
  }

  /** The port of the HTTP interface on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** {@code http://127.0.0.1:PORT/}. */
  public String url() {
    return "http://127.0.0.1:" + port + "/";
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Completes when the process has ended, for whatever reason. */
  public CompletableFuture<ProcessHandle> onExit() {
    return handle().onExit();
  }

  /** Ends the process at once, as kill -9 does, and waits for its end. */
  public void kill() {
    process.destroyForcibly();
    handle().onExit().join();
  }

  /** Ends the process in good order. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
