package io.timestore.cli;

import io.timestore.daemon.config.ConfigKeys;
import io.timestore.embedded.StackException;
import io.timestore.embedded.StackSettings;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The daemon's configuration as a person sets it: {@code timestore.properties} in the data folder
 * for every start, {@code --set} over it for this one. The daemon's own rules check it before
 * anything starts.
 */
final class DaemonOptions {
  static final String FILE = "timestore.properties";

  /** The keys that the stack gives, and the option to use in their place. */
  private static final Map<String, String> OF_STACK =
      Map.of(
          "http.host", "the stack listens on 127.0.0.1",
          "http.port", "use --port",
          "clickhouse.url", "use --clickhouse-url",
          "clickhouse.user", "use TIMESTORE_CLICKHOUSE_USER",
          "clickhouse.password", "use TIMESTORE_CLICKHOUSE_PASSWORD",
          "redis.uri", "use --redis-uri",
          "catalog.url", "use --catalog-url",
          "catalog.user", "use TIMESTORE_CATALOG_USER",
          "catalog.password", "use TIMESTORE_CATALOG_PASSWORD");

  /** Addresses that stand in for those that the stack gives, while the other keys are checked. */
  private static final Map<String, String> STORES =
      Map.of(
          "clickhouse.url", "http://127.0.0.1/",
          "redis.uri", "redis://127.0.0.1",
          "catalog.url", "jdbc:postgresql://127.0.0.1/timestore");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Set a key of the daemon's configuration for this start, as in --set flush.ageMs=500; may"
              + " be given more than once. The file timestore.properties in the data folder holds"
              + " keys for every start")
  private Map<String, String> given = new LinkedHashMap<>();

  /** The keys of {@code --set}. */
  Map<String, String> given() {
    return given;
  }

  /** The settings with the daemon's keys, from the file and from the command line. */
  StackSettings applyTo(StackSettings settings) {
    Map<String, String> keys = new LinkedHashMap<>(read(settings.home().resolve(FILE)));
    keys.putAll(given);
    check(keys);
    return new StackSettings(settings.home(), settings.basePort(), settings.external(), keys);
  }

  /** A daemon that runs has read its configuration already. */
  void refuseFor(StackSettings running) {
    if (!given.isEmpty()) {
      throw new StackException(
          "The stack in %s is up, and --set takes effect at a start. Stop it with %s first."
              .formatted(running.home(), Launcher.command("down")));
    }
  }

  private Map<String, String> read(Path file) {
    Properties properties = new Properties();
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(text);
    } catch (NoSuchFileException e) {
      return Map.of();
    } catch (IOException | IllegalArgumentException e) {
      throw refused(file + " cannot be read: " + e.getMessage());
    }
    Map<String, String> keys = new LinkedHashMap<>();
    properties.stringPropertyNames().forEach(key -> keys.put(key, properties.getProperty(key)));
    return keys;
  }

  private void check(Map<String, String> keys) {
    if (keys.isEmpty()) {
      return;
    }
    List<String> problems = new ArrayList<>();
    Map<String, String> whole = new LinkedHashMap<>(STORES);
    keys.forEach(
        (key, value) -> {
          if (OF_STACK.containsKey(key)) {
            problems.add(key + " is set by the stack: " + OF_STACK.get(key));
          } else {
            whole.put(key, value);
          }
        });
    problems.addAll(ConfigKeys.problems(whole));
    if (!problems.isEmpty()) {
      throw refused("--set and " + FILE + ": " + String.join("; ", problems));
    }
  }

  private ParameterException refused(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }
}
