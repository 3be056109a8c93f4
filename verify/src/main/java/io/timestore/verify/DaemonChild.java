package io.timestore.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A daemon as a child process that ends with this one. Safe for many threads. */
final class DaemonChild implements AutoCloseable {
  static final int HEAP_MB = 400;

  private final String name;
  private final int port;
  private final Path folder;
  private final int gatePort;
  private final @Nullable String mutation;
  private @Nullable Process process;

  /**
   * Makes a daemon that is not started.
   *
   * @param port on loopback
   * @param gatePort where it asks before each step of a flush
   * @param mutation how it breaks the protocol; null for not at all
   */
  DaemonChild(
      String name,
      int port,
      Path folder,
      Map<String, String> configuration,
      int gatePort,
      @Nullable String mutation) {
    this.name = name;
    this.port = port;
    this.folder = folder;
    this.gatePort = gatePort;
    this.mutation = mutation;
    try {
      Files.writeString(
          properties(),
          configuration.entrySet().stream()
              .map(e -> e.getKey() + "=" + e.getValue())
              .collect(Collectors.joining("\n")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path properties() {
    return folder.resolve(name + ".properties");
  }

  Path log() {
    return folder.resolve(name + ".log");
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  synchronized ProcessHandle handle() {
    Process running = process;
    if (running == null) {
      throw new IllegalStateException(name + " was never started");
    }
    return running.toHandle();
  }

  synchronized boolean alive() {
    return process != null && process.isAlive();
  }

  /** Starts it; it answers some time later. */
  synchronized void start() {
    try {
      List<String> command =
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx" + HEAP_MB + "m",
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "-Duser.timezone=UTC",
              VerifiedDaemon.class.getName(),
              properties().toString(),
              name,
              Integer.toString(gatePort),
              mutation == null ? "none" : mutation);
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
      Files.writeString(log(), "--- start\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it as kill -9 does. */
  synchronized void kill() {
    if (process != null) {
      process.destroyForcibly();
      process.onExit().join();
    }
  }

  /** Ends it in good order. */
  @Override
  public synchronized void close() {
    try {
      if (process != null) {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
