package io.timestore.jdbc.internal.url;

import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Every property of a connection, in the URL, the Properties object or the data source: the one
 * source of {@code getPropertyInfo}, of the page of properties and of the checks.
 */
public enum ConnectionProperty {
  USER("user", Kind.TEXT, null, "Name of the user, where the daemon asks for one."),
  PASSWORD(
      "password",
      Kind.SECRET,
      null,
      "Password of the user; without a user, a token that is sent to the daemon as Bearer."),
  APPLICATION_NAME(
      "ApplicationName",
      Kind.TEXT,
      null,
      "Name of the application; stands in ClickHouse's log_comment of every statement."),
  CONNECT_TIMEOUT_MS(
      "connectTimeoutMs",
      Kind.NUMBER,
      "10000",
      "How long to try to reach the daemon, milliseconds; a refused connection is tried again until"
          + " then."),
  QUERY_TIMEOUT_MS(
      "queryTimeoutMs",
      Kind.NUMBER,
      "0",
      "Longest time of a statement, milliseconds; 0 for the server's limit."),
  SCROLL_BUFFER_MB(
      "scrollBufferMb",
      Kind.NUMBER,
      "256",
      "Most memory of one scrollable result set, which is held whole; a larger one is an error."),
  BATCH_BUFFER_MB(
      "batchBufferMb",
      Kind.NUMBER,
      "256",
      "Most memory of rows that wait for executeBatch or, without autoCommit, for commit."),
  TAIL_BUFFER_MB(
      "tailBufferMb",
      Kind.NUMBER,
      "0",
      "Most memory of hot tails that are held, over all tables; 0 for a quarter of the JVM's heap. A"
          + " statement over a larger tail is an error."),
  CATALOG_MAX_AGE_MS(
      "catalogMaxAgeMs",
      Kind.NUMBER,
      "5000",
      "How long a changed table may stay unseen by statements that do not stumble over it,"
          + " milliseconds."),
  FRESHNESS(
      "freshness",
      Kind.CHOICE,
      "strict",
      "Which rows are read: strict (every acknowledged row), replica-only (flushed rows; needs no"
          + " hot buffer) or hot-only (rows that are not flushed yet).",
      "strict",
      "replica-only",
      "hot-only"),
  MIN_WATERMARK(
      "minWatermark",
      Kind.TEXT,
      null,
      "Writes that answers must have: the sequence that an ingest answered, for statements over one"
          + " table, or dataset.table=sequence, separated by semicolons."),
  FRESH_TIMEOUT_MS(
      "freshTimeoutMs",
      Kind.NUMBER,
      "2000",
      "How long a statement waits for minWatermark before it fails with SQLSTATE TS001,"
          + " milliseconds."),
  AS_OF(
      "asOf",
      Kind.TEXT,
      null,
      "Read the tables as they were at a point in their history, which Provenance.asOf() of an"
          + " earlier answer tells: dataset.table=sequence, separated by semicolons."),
  STRATEGY(
      "strategy",
      Kind.CHOICE,
      "auto",
      "How flushed rows and the hot buffer are brought together: auto (the cheapest), ship-tail"
          + " (ClickHouse computes everything), group-first (so, and rows are grouped before they"
          + " are joined, where they can be) or merge-here (the driver merges, where it can).",
      "auto",
      "ship-tail",
      "group-first",
      "merge-here"),
  QUOTING(
      "quoting",
      Kind.CHOICE,
      "double-quote",
      "What quotes names: double-quote (as the SQL standard says; backticks are taken too) or"
          + " backtick (double quotes are texts then, as in MySQL and Spark).",
      "double-quote",
      "backtick"),
  PROVENANCE_WARNINGS(
      "provenanceWarnings",
      Kind.CHOICE,
      "false",
      "Whether every query leaves an SQLWarning that tells where its answer came from.",
      "true",
      "false"),
  WARM_UP(
      "warmUp",
      Kind.CHOICE,
      "true",
      "Whether the first connection of a JVM loads the planner's classes in the background, for a"
          + " second at most.",
      "true",
      "false"),
  SSL(
      "ssl",
      Kind.CHOICE,
      "false",
      "Whether to speak TLS to the daemon (https). The stores are spoken to as their URLs say:"
          + " https://, rediss://, sslmode=.",
      "true",
      "false"),
  SSL_MODE(
      "sslMode",
      Kind.CHOICE,
      "verify-full",
      "What is checked of certificates of the daemon, ClickHouse and Redis: verify-full (issuer and"
          + " host name), verify-ca (issuer) or none (nothing: for tests only).",
      "verify-full",
      "verify-ca",
      "none"),
  SSL_TRUST_STORE(
      "sslTrustStore",
      Kind.TEXT,
      null,
      "File with the trusted issuers, PKCS12 or JKS; default: those of the JVM."),
  SSL_TRUST_STORE_PASSWORD(
      "sslTrustStorePassword", Kind.SECRET, null, "Password of the trust store."),
  CLICKHOUSE_URL(
      "clickhouseUrl", Kind.TEXT, null, "ClickHouse's HTTP interface; default: ask the daemon."),
  CLICKHOUSE_USER("clickhouseUser", Kind.TEXT, null, "ClickHouse user; default: ask the daemon."),
  CLICKHOUSE_PASSWORD(
      "clickhousePassword", Kind.SECRET, null, "ClickHouse password; default: ask the daemon."),
  REDIS_URI(
      "redisUri",
      Kind.TEXT,
      null,
      "The hot buffer, redis://host:port or rediss://; default: ask the daemon."),
  CATALOG_URL(
      "catalogUrl", Kind.TEXT, null, "The catalog, jdbc:postgresql://…; default: ask the daemon."),
  CATALOG_USER("catalogUser", Kind.TEXT, null, "User of the catalog; default: ask the daemon."),
  CATALOG_PASSWORD(
      "catalogPassword", Kind.SECRET, null, "Password of the catalog; default: ask the daemon.");

  /** What a value is. */
  enum Kind {
    TEXT,
    SECRET,
    NUMBER,
    CHOICE
  }

  private final String key;
  private final Kind kind;
  private final @Nullable String defaultValue;
  private final String description;
  private final String choices;

  ConnectionProperty(
      String key, Kind kind, @Nullable String defaultValue, String description, String... choices) {
    this.key = key;
    this.kind = kind;
    this.defaultValue = defaultValue;
    this.description = description;
    this.choices = String.join(",", choices);
  }

  public String key() {
    return key;
  }

  Kind kind() {
    return kind;
  }

  @Nullable String defaultValue() {
    return defaultValue;
  }

  public String description() {
    return description;
  }

  /** The accepted words; none if any text is. */
  public List<String> choices() {
    return choices.isEmpty() ? List.of() : List.of(choices.split(",", -1));
  }

  public boolean isSecret() {
    return kind == Kind.SECRET;
  }

  /** The set value, else the default. */
  @Nullable
  public String of(Properties properties) {
    return properties.getProperty(key, defaultValue);
  }

  static @Nullable public ConnectionProperty find(String key) {
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

  /** The key in the form of session statements: {@code fresh_timeout_ms}. */
  String snakeCase() {
    return key.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}
