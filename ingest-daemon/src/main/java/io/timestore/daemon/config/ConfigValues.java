package io.timestore.daemon.config;

import io.timestore.daemon.http.HttpConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The values of a checked configuration, with defaults in place of missing keys. */
record ConfigValues(Map<String, String> given) {

  @Nullable String textOrNull(ConfigKey key) {
    return given.getOrDefault(key.key(), key.defaultValue());
  }

  String text(ConfigKey key) {
    return Objects.requireNonNull(textOrNull(key), key.key());
  }

  long number(ConfigKey key) {
    return Long.parseLong(text(key));
  }

  int count(ConfigKey key) {
    return Math.toIntExact(number(key));
  }

  Duration millis(ConfigKey key) {
    return Duration.ofMillis(number(key));
  }

  long memoryBudgetBytes() {
    String text = textOrNull(ConfigKey.HTTP_MEMORY);
    return text == null ? HttpConfig.loopback(0).memoryBudgetBytes() : Long.parseLong(text);
  }
}
