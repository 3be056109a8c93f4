package io.timestore.jdbc;

import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Every property of a connection, in the URL or in the Properties object. */
enum ConnectionProperty {
  USER("user", null, "Name of the user, where the daemon asks for one."),
  PASSWORD("password", null, "Password or token of the user."),
  CLICKHOUSE_URL("clickhouseUrl", null, "ClickHouse's HTTP interface; default: ask the daemon."),
  CLICKHOUSE_USER("clickhouseUser", null, "ClickHouse user; default: ask the daemon."),
  CLICKHOUSE_PASSWORD("clickhousePassword", null, "ClickHouse password; default: ask the daemon."),
  REDIS_URI("redisUri", null, "The hot buffer, redis://host:port; default: ask the daemon."),
  CATALOG_URL("catalogUrl", null, "The catalog, jdbc:postgresql://…; default: ask the daemon."),
  CATALOG_USER("catalogUser", null, "User of the catalog; default: ask the daemon."),
  CATALOG_PASSWORD("catalogPassword", null, "Password of the catalog; default: ask the daemon."),
  CONNECT_TIMEOUT_MS(
      "connectTimeoutMs",
      "10000",
      "How long to try to reach the daemon, milliseconds; a refused connection is tried again until"
          + " then."),
  QUERY_TIMEOUT_MS(
      "queryTimeoutMs",
      "0",
      "Longest time of a statement, milliseconds; 0 for the server's limit."),
  CATALOG_MAX_AGE_MS(
      "catalogMaxAgeMs",
      "5000",
      "How long a changed table may stay unseen by statements that do not stumble over it,"
          + " milliseconds."),
  AS_OF(
      "asOf",
      null,
      "Read the tables as they were at a point in their history, which Provenance.asOf() of an"
          + " earlier answer tells: dataset.table=sequence, separated by semicolons."),
  STRATEGY(
      "strategy",
      "auto",
      "How flushed rows and the hot buffer are brought together: auto (the cheapest), ship-tail"
          + " (ClickHouse computes everything) or merge-here (the driver merges, where it can).");

  private final String key;
  private final @Nullable String defaultValue;
  private final String description;

  ConnectionProperty(String key, @Nullable String defaultValue, String description) {
    this.key = key;
    this.defaultValue = defaultValue;
    this.description = description;
  }

  String key() {
    return key;
  }

  @Nullable String defaultValue() {
    return defaultValue;
  }

  String description() {
    return description;
  }

  boolean isSecret() {
    return key.toLowerCase(Locale.ROOT).endsWith("password");
  }

  /** The set value, else the default. */
  @Nullable String of(Properties properties) {
    return properties.getProperty(key, defaultValue);
  }

  static @Nullable ConnectionProperty find(String key) {
    for (ConnectionProperty property : values()) {
      if (property.key.equalsIgnoreCase(key)) {
        return property;
      }
    }
    return null;
  }

  static List<String> keys() {
    return List.of(values()).stream().map(ConnectionProperty::key).toList();
  }
}
