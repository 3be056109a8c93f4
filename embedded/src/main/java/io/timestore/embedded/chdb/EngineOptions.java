package io.timestore.embedded.chdb;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to run an engine process.
 *
 * @param dataDirectory made if it is not there; one process at a time may use it
 * @param port loopback port of the HTTP interface, 0 for any free one
 * @param library the engine's shared library
 * @param logFile where the process's error output is appended
 * @param password of the user {@code default}, null for none
 * @param configFile ClickHouse's own configuration, null for none
 * @param startLimit longest wait for the first answer
 */
public record EngineOptions(
    Path dataDirectory,
    int port,
    Path library,
    Path logFile,
    @Nullable String password,
    @Nullable Path configFile,
    Duration startLimit) {

  /** No password, the library that npm fetched, 60 seconds to start. */
  public static EngineOptions of(Path dataDirectory, int port, Path logFile) {
    return new EngineOptions(
        dataDirectory, port, EngineLibrary.find(null), logFile, null, null, Duration.ofSeconds(60));
  }

  public EngineOptions withPassword(String newPassword) {
    return new EngineOptions(
        dataDirectory, port, library, logFile, newPassword, configFile, startLimit);
  }

  /** The command that runs the engine; it needs {@link #environment} too. */
  public List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
    command.add("-XX:-UsePerfData");
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.add(EngineMain.class.getName());
    command.addAll(List.of("--path", dataDirectory.toAbsolutePath().toString()));
    command.addAll(List.of("--port", Integer.toString(port)));
    command.addAll(List.of("--library", library.toAbsolutePath().toString()));
    if (configFile != null) {
      command.addAll(List.of("--config", configFile.toAbsolutePath().toString()));
    }
    return command;
  }

  /** The engine's time zone is UTC; class path and password are not shown on the command line. */
  public Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("CLASSPATH", System.getProperty("java.class.path"));
    environment.put("TZ", "UTC");
    if (password != null) {
      environment.put(EngineMain.PASSWORD_VARIABLE, password);
    }
    return environment;
  }
}
