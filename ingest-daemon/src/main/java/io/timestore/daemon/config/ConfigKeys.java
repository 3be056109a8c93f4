package io.timestore.daemon.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks configurations against the catalogue of keys. Values of secrets and URLs stay out of
 * messages.
 */
public final class ConfigKeys {
  private static final int CLOSE_EDITS = 3;
  private static final long HEARTBEATS = 3;

  private ConfigKeys() {}

  public static Optional<ConfigKey> find(String name) {
    return Stream.of(ConfigKey.values()).filter(k -> k.key().equals(name)).findFirst();
  }

  /** The reason why a value is refused, or why its key is unknown; null if both are good. */
  public static @Nullable String problem(String name, String value) {
    ConfigKey key = find(name).orElse(null);
    if (key == null) {
      return "unknown key '" + name + "'" + didYouMean(name);
    }
    if (key.kind().number()) {
      return numberProblem(key, value);
    }
    return switch (key.kind()) {
      case URL ->
          key.choices().stream().anyMatch(value::startsWith)
              ? null
              : name + " is refused; accepted is " + key.accepted();
      case CHOICE ->
          key.choices().contains(value)
              ? null
              : name + " is " + value + ", but one of " + key.accepted() + " is accepted";
      default -> null;
    };
  }

  private static @Nullable String numberProblem(ConfigKey key, String value) {
    try {
      long number = Long.parseLong(value);
      if (number >= key.least() && number <= key.most()) {
        return null;
      }
    } catch (NumberFormatException e) {
      return key.key() + " is '" + value + "', but an integer, " + key.accepted() + ", is accepted";
    }
    return key.key() + " is " + value + ", but " + key.accepted() + " is accepted";
  }

  /** A sentence for each thing that is wrong with a whole configuration; empty if it can work. */
  public static List<String> problems(Map<String, String> config) {
    List<String> problems = new ArrayList<>();
    for (ConfigKey key : ConfigKey.values()) {
      if (key.required() && !config.containsKey(key.key())) {
        problems.add(key.key() + " is missing; it is " + key.accepted());
      }
    }
    config.keySet().stream()
        .sorted()
        .map(name -> problem(name, config.getOrDefault(name, "")))
        .forEach(
            problem -> {
              if (problem != null) {
                problems.add(problem);
              }
            });
    if (problems.isEmpty()) {
      relations(config, problems);
    }
    return List.copyOf(problems);
  }

  private static void relations(Map<String, String> config, List<String> problems) {
    ConfigValues values = new ConfigValues(config);
    long heartbeat = values.number(ConfigKey.LEASE_HEARTBEAT);
    long duration = values.number(ConfigKey.LEASE_DURATION);
    if (heartbeat > duration / HEARTBEATS) {
      problems.add(
          "lease.heartbeatMs is "
              + heartbeat
              + ", but at most a third of lease.durationMs ("
              + duration
              + ") is accepted");
    }
    long memory = values.memoryBudgetBytes();
    long body = values.number(ConfigKey.HTTP_BODY_LIMIT);
    if (memory < body) {
      problems.add(
          "http.memoryBudgetBytes is "
              + memory
              + ", but at least http.bodyLimitBytes ("
              + body
              + ") is accepted");
    }
  }

  private static String didYouMean(String given) {
    return Stream.of(ConfigKey.values())
        .map(ConfigKey::key)
        .min(Comparator.comparingInt(key -> edits(given, key)))
        .filter(key -> edits(given, key) <= CLOSE_EDITS)
        .map(key -> ", did you mean '" + key + "'?")
        .orElse("; docs/configuration.md lists the keys");
  }

  /** Edits that lead from one word to another, without regard to case. */
  private static int edits(String from, String to) {
    String a = from.toLowerCase(Locale.ROOT);
    String b = to.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int kept = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(kept, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
