package io.timestore.daemon.config;

import io.timestore.core.hot.redis.HotBufferConfig;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.flush.FlushConfig;
import io.timestore.daemon.http.HttpConfig;
import io.timestore.daemon.ingest.CatalogDown;
import io.timestore.daemon.lease.LeaseConfig;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The daemon's configuration, read once from a properties file. Unknown keys and values that cannot
 * work are refused, all at once; {@link ConfigKey} lists the keys.
 *
 * @param name of this daemon, the same after a restart; null for host name and port
 */
public record DaemonConfig(
    @Nullable String name,
    HttpConfig http,
    ClickHouseAt clickhouse,
    RedisAt redis,
    CatalogAt catalog,
    FlushConfig flush,
    LeaseConfig lease,
    CatalogDown catalogDown) {

  /**
   * Where ClickHouse is.
   *
   * @param database of the cold tables
   */
  public record ClickHouseAt(String url, String user, String password, String database) {}

  /**
   * Where Redis is.
   *
   * @param maxRows most rows waiting in all lanes
   * @param maxBytes most encoded bytes waiting in all lanes
   */
  public record RedisAt(HotBufferConfig hotBuffer, long maxRows, long maxBytes) {
    public String uri() {
      return hotBuffer.uri();
    }
  }

  /** Where PostgreSQL is. */
  public record CatalogAt(String url, String user, String password) {}

  /** Throws INVALID_REQUEST that names every problem. */
  public static DaemonConfig of(Map<String, String> config) {
    List<String> problems = ConfigKeys.problems(config);
    if (!problems.isEmpty()) {
      throw new TimestoreException(ErrorCode.INVALID_REQUEST, String.join("; ", problems));
    }
    ConfigValues values = new ConfigValues(config);
    return new DaemonConfig(
        values.textOrNull(ConfigKey.NAME),
        http(values),
        new ClickHouseAt(
            values.text(ConfigKey.CLICKHOUSE_URL),
            values.text(ConfigKey.CLICKHOUSE_USER),
            values.text(ConfigKey.CLICKHOUSE_PASSWORD),
            values.text(ConfigKey.CLICKHOUSE_DATABASE)),
        redis(values),
        new CatalogAt(
            values.text(ConfigKey.CATALOG_URL),
            values.text(ConfigKey.CATALOG_USER),
            values.text(ConfigKey.CATALOG_PASSWORD)),
        flush(values),
        new LeaseConfig(
            values.millis(ConfigKey.LEASE_DURATION), values.millis(ConfigKey.LEASE_HEARTBEAT)),
        CatalogDown.valueOf(values.text(ConfigKey.INGEST_CATALOG_DOWN)));
  }

  private static HttpConfig http(ConfigValues values) {
    HttpConfig d = HttpConfig.loopback(0);
    String spool = values.textOrNull(ConfigKey.HTTP_SPOOL);
    return new HttpConfig(
        values.text(ConfigKey.HTTP_HOST),
        values.count(ConfigKey.HTTP_PORT),
        values.number(ConfigKey.HTTP_BULK_LIMIT),
        values.number(ConfigKey.HTTP_BODY_LIMIT),
        values.memoryBudgetBytes(),
        spool == null ? d.spoolDirectory() : Path.of(spool),
        d.rowLimits(),
        values.count(ConfigKey.HTTP_FLUSH_WAITERS),
        values.millis(ConfigKey.HTTP_FLUSH_WAIT));
  }

  private static RedisAt redis(ConfigValues values) {
    String uri = values.text(ConfigKey.REDIS_URI);
    return new RedisAt(
        new HotBufferConfig(
            uri,
            HotBufferConfig.of(uri).commandTimeout(),
            Duration.ofDays(values.number(ConfigKey.REDIS_KEY_DAYS)),
            Duration.ofMinutes(values.number(ConfigKey.REDIS_KEY_MINUTES)),
            values.number(ConfigKey.REDIS_LANE_ROWS),
            values.number(ConfigKey.REDIS_LANE_BYTES),
            values.count(ConfigKey.REDIS_REPLICAS),
            values.millis(ConfigKey.REDIS_WAIT)),
        values.number(ConfigKey.REDIS_ROWS),
        values.number(ConfigKey.REDIS_BYTES));
  }

  private static FlushConfig flush(ConfigValues values) {
    return new FlushConfig(
        values.number(ConfigKey.FLUSH_ROWS),
        values.number(ConfigKey.FLUSH_BYTES),
        values.millis(ConfigKey.FLUSH_AGE),
        values.number(ConfigKey.FLUSH_BATCH_ROWS),
        values.number(ConfigKey.FLUSH_BATCH_BYTES),
        values.millis(ConfigKey.FLUSH_GRACE),
        FlushConfig.DEFAULT.pollInterval(),
        values.count(ConfigKey.FLUSH_THREADS),
        values.count(ConfigKey.FLUSH_INSERTS));
  }

  /** Reads a file in UTF-8. Throws INVALID_REQUEST that names the file and every problem. */
  public static DaemonConfig read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new TimestoreException(
          ErrorCode.INVALID_REQUEST, "cannot read " + file + ": " + e.getMessage(), e);
    }
    Map<String, String> config = new HashMap<>();
    properties
        .stringPropertyNames()
        .forEach(key -> config.put(key, properties.getProperty(key, "").strip()));
    try {
      return of(config);
    } catch (TimestoreException e) {
      throw new TimestoreException(e.code(), file + ": " + e.getMessage(), e);
    }
  }
}
