package io.timestore.daemon.config;

import io.timestore.core.hot.redis.HotBufferConfig;
import io.timestore.daemon.flush.FlushConfig;
import io.timestore.daemon.http.HttpConfig;
import io.timestore.daemon.ingest.CatalogDown;
import io.timestore.daemon.lease.LeaseConfig;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every key of the daemon's configuration; {@code docs/configuration.md} is made from it. */
public enum ConfigKey {
  NAME(
      "name",
      Kind.TEXT,
      null,
      "Name of this daemon, the same after a restart. Without it: host name and port."),
  HTTP_HOST("http.host", Kind.TEXT, Defaults.HTTP.host(), "Address of the HTTP API."),
  HTTP_PORT(
      "http.port",
      Kind.PORT,
      Defaults.HTTP.port(),
      0,
      65_535,
      "Port of the HTTP API; 0 takes a free one."),
  HTTP_BODY_LIMIT(
      "http.bodyLimitBytes",
      Kind.BYTES,
      Defaults.HTTP.ingestBodyLimitBytes(),
      HttpConfig.MIN_LIMIT_BYTES,
      Kind.MANY,
      "Largest JSON body, after decompression."),
  HTTP_BULK_LIMIT(
      "http.bulkLimitBytes",
      Kind.BYTES,
      Defaults.HTTP.bulkBodyLimitBytes(),
      HttpConfig.MIN_LIMIT_BYTES,
      Kind.MANY,
      "Largest bulk body, after decompression."),
  HTTP_MEMORY(
      "http.memoryBudgetBytes",
      Kind.BYTES,
      null,
      HttpConfig.MIN_LIMIT_BYTES,
      Kind.MANY,
      "Memory of all request bodies and encoded rows together; further requests wait and get 429. At least http.bodyLimitBytes. Without it: a quarter of the heap, but at least 64 MiB."),
  HTTP_SPOOL(
      "http.spoolDirectory",
      Kind.TEXT,
      null,
      "Folder of bodies that need a file while they are read. Without it: the JVM's folder for temporary files."),
  HTTP_FLUSH_WAITERS(
      "http.flushWaiters",
      Kind.COUNT,
      Defaults.HTTP.flushWaiters(),
      1,
      1_000_000,
      "Most requests that wait for a flush; further ones get 503 before anything is stored."),
  HTTP_FLUSH_WAIT(
      "http.flushWaitMs",
      Kind.MILLIS,
      Defaults.HTTP.flushWait().toMillis(),
      1,
      3_600_000,
      "Longest wait of a request for a flush; then it gets 504, and its rows stay staged."),
  CLICKHOUSE_URL("clickhouse.url", List.of("http://", "https://"), "ClickHouse's HTTP interface."),
  CLICKHOUSE_USER("clickhouse.user", Kind.TEXT, "default", "User of ClickHouse."),
  CLICKHOUSE_PASSWORD("clickhouse.password", Kind.SECRET, "", "Password of that user."),
  CLICKHOUSE_DATABASE(
      "clickhouse.database", Kind.TEXT, "timestore", "Database of the flushed rows."),
  REDIS_URI(
      "redis.uri",
      List.of("redis://", "rediss://", "redis-sentinel://"),
      "Redis, which holds the hot buffer."),
  REDIS_KEY_DAYS(
      "redis.idempotencyDays",
      Kind.DAYS,
      Defaults.REDIS.idempotencyTtl().toDays(),
      1,
      3_650,
      "How long idempotency keys are remembered."),
  REDIS_KEY_MINUTES(
      "redis.idempotencyCacheMinutes",
      Kind.MINUTES,
      Defaults.REDIS.idempotencyCache().toMinutes(),
      1,
      Integer.MAX_VALUE,
      "How long Redis remembers idempotency keys that the catalog has."),
  REDIS_LANE_ROWS(
      "redis.maxLaneRows",
      Kind.ROWS,
      Defaults.REDIS.maxLaneRows(),
      1,
      Kind.MANY,
      "Most rows that wait in one lane."),
  REDIS_LANE_BYTES(
      "redis.maxLaneBytes",
      Kind.BYTES,
      Defaults.REDIS.maxLaneBytes(),
      1,
      Kind.MANY,
      "Most encoded bytes that wait in one lane."),
  REDIS_ROWS(
      "redis.maxRows", Kind.ROWS, 50_000_000, 1, Kind.MANY, "Most rows that wait in all lanes."),
  REDIS_BYTES(
      "redis.maxBytes",
      Kind.BYTES,
      2L << 30,
      1,
      Kind.MANY,
      "Most encoded bytes that wait in all lanes."),
  REDIS_REPLICAS(
      "redis.waitReplicas",
      Kind.COUNT,
      Defaults.REDIS.waitReplicas(),
      0,
      Integer.MAX_VALUE,
      "Number of Redis replicas that have rows before they are acknowledged."),
  REDIS_WAIT(
      "redis.waitMs",
      Kind.MILLIS,
      Defaults.REDIS.waitTimeout().toMillis(),
      1,
      9_000,
      "Longest wait for these replicas; less than the time-out of a Redis command, 10 s."),
  CATALOG_URL("catalog.url", List.of("jdbc:postgresql:"), "PostgreSQL, which holds the catalog."),
  CATALOG_USER("catalog.user", Kind.TEXT, "postgres", "User of PostgreSQL."),
  CATALOG_PASSWORD("catalog.password", Kind.SECRET, "", "Password of that user."),
  FLUSH_ROWS(
      "flush.rows",
      Kind.ROWS,
      FlushConfig.DEFAULT.rows(),
      1,
      Kind.MANY,
      "A tail with this many rows is flushed."),
  FLUSH_BYTES(
      "flush.bytes",
      Kind.BYTES,
      FlushConfig.DEFAULT.bytes(),
      1,
      Kind.MANY,
      "A tail with this many encoded bytes is flushed."),
  FLUSH_AGE(
      "flush.ageMs",
      Kind.MILLIS,
      FlushConfig.DEFAULT.age().toMillis(),
      1,
      Kind.MANY,
      "A tail whose first row waited this long is flushed."),
  FLUSH_BATCH_ROWS(
      "flush.maxBatchRows",
      Kind.ROWS,
      FlushConfig.DEFAULT.maxBatchRows(),
      1,
      Kind.MANY,
      "A batch takes further blocks up to this many rows."),
  FLUSH_BATCH_BYTES(
      "flush.maxBatchBytes",
      Kind.BYTES,
      FlushConfig.DEFAULT.maxBatchBytes(),
      1,
      Kind.MANY,
      "A batch takes further blocks up to this many encoded bytes; bounds the memory of a flush."),
  FLUSH_GRACE(
      "flush.graceMs",
      Kind.MILLIS,
      FlushConfig.DEFAULT.grace().toMillis(),
      0,
      Kind.MANY,
      "How long flushed blocks stay in the hot buffer."),
  FLUSH_THREADS(
      "flush.threads",
      Kind.COUNT,
      FlushConfig.DEFAULT.threads(),
      1,
      1_000,
      "Lanes that are flushed at a time."),
  FLUSH_INSERTS(
      "flush.insertsPerDataset",
      Kind.COUNT,
      FlushConfig.DEFAULT.insertsPerDataset(),
      1,
      1_000,
      "Inserts of one dataset at a time."),
  LEASE_DURATION(
      "lease.durationMs",
      Kind.MILLIS,
      LeaseConfig.DEFAULT.duration().toMillis(),
      1,
      Kind.MANY,
      "How long a lane belongs to a daemon that is silent."),
  LEASE_HEARTBEAT(
      "lease.heartbeatMs",
      Kind.MILLIS,
      LeaseConfig.DEFAULT.heartbeat().toMillis(),
      1,
      Kind.MANY,
      "Pause between two extensions of the leases; at most a third of lease.durationMs."),
  INGEST_CATALOG_DOWN(
      "ingest.catalogDown",
      Stream.of(CatalogDown.values()).map(Enum::name).toList(),
      CatalogDown.STAGE_UNKEYED.name(),
      "Ingest while PostgreSQL is away: STAGE_UNKEYED takes requests without an idempotency key, STAGE takes all, REFUSE takes none.");

  /** Type and unit of a value. */
  public enum Kind {
    TEXT("text", ""),
    /** Never shown. */
    SECRET("text, never shown", ""),
    /** Begins with one of the choices; may hold a password and is never shown. */
    URL("URL", ""),
    CHOICE("choice", ""),
    PORT("integer", ""),
    COUNT("integer", ""),
    ROWS("integer", "rows"),
    BYTES("integer", "bytes"),
    MILLIS("integer", "ms"),
    MINUTES("integer", "minutes"),
    DAYS("integer", "days");

    static final long MANY = Long.MAX_VALUE;
    private final String type;
    private final String unit;

    Kind(String type, String unit) {
      this.type = type;
      this.unit = unit;
    }

    public String type() {
      return type;
    }

    /** The unit of a number; empty if it has none. */
    public String unit() {
      return unit;
    }

    public boolean number() {
      return type.equals("integer");
    }
  }

  /** Where the components keep their defaults. */
  private static final class Defaults {
    static final HttpConfig HTTP = HttpConfig.loopback(7400);
    static final HotBufferConfig REDIS = HotBufferConfig.of("");
  }

  private final String key;
  private final Kind kind;
  private final String choices;
  private final boolean required;
  private final @Nullable String defaultValue;
  private final long least;
  private final long most;
  private final String description;

  ConfigKey(
      String key,
      Kind kind,
      List<String> choices,
      boolean required,
      @Nullable String defaultValue,
      long least,
      long most,
      String description) {
    this.key = key;
    this.kind = kind;
    this.choices = String.join(",", choices);
    this.required = required;
    this.defaultValue = defaultValue;
    this.least = least;
    this.most = most;
    this.description = description;
  }

  ConfigKey(String key, Kind kind, @Nullable String defaultValue, String description) {
    this(key, kind, List.of(), false, defaultValue, 0, 0, description);
  }

  ConfigKey(String key, List<String> prefixes, String description) {
    this(key, Kind.URL, prefixes, true, null, 0, 0, description);
  }

  ConfigKey(String key, List<String> choices, String defaultValue, String description) {
    this(key, Kind.CHOICE, choices, false, defaultValue, 0, 0, description);
  }

  ConfigKey(
      String key,
      Kind kind,
      @Nullable Number defaultValue,
      long least,
      long most,
      String description) {
    this(
        key,
        kind,
        List.of(),
        false,
        defaultValue == null ? null : defaultValue.toString(),
        least,
        most,
        description);
  }

  public String key() {
    return key;
  }

  public Kind kind() {
    return kind;
  }

  /** The accepted values of a choice, or the accepted beginnings of a URL. */
  public List<String> choices() {
    return choices.isEmpty() ? List.of() : List.of(choices.split(",", -1));
  }

  /** Whether the daemon cannot start without it. */
  public boolean required() {
    return required;
  }

  /** The value that a missing key has; null if it is required or computed. */
  public @Nullable String defaultValue() {
    return defaultValue;
  }

  /** The smallest and the largest number are accepted too. */
  public long least() {
    return least;
  }

  public long most() {
    return most;
  }

  public String description() {
    return description;
  }

  /** The accepted values, for messages and documents. */
  public String accepted() {
    return switch (kind) {
      case TEXT, SECRET -> kind.type();
      case URL -> "a URL that begins with " + String.join(" or ", choices());
      case CHOICE -> String.join(", ", choices());
      default -> most >= Integer.MAX_VALUE ? least + " or more" : least + " to " + most;
    };
  }
}
