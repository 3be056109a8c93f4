package io.timestore.daemon;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.timestore.core.catalog.CatalogConfig;
import io.timestore.core.catalog.CatalogDatabase;
import io.timestore.core.catalog.DatasetStore;
import io.timestore.core.catalog.LaneStore;
import io.timestore.core.catalog.ManifestStore;
import io.timestore.core.catalog.PostgresCatalog;
import io.timestore.core.catalog.TableStore;
import io.timestore.core.clickhouse.ClickHouse;
import io.timestore.core.clickhouse.ClickHouseEndpoint;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.clickhouse.HttpClickHouse;
import io.timestore.core.hot.HotBufferConfig;
import io.timestore.core.hot.RedisHotBuffer;
import io.timestore.daemon.flush.ColdTables;
import io.timestore.daemon.flush.FlushScheduler;
import io.timestore.daemon.http.HttpConfig;
import io.timestore.daemon.http.HttpServer;
import io.timestore.daemon.ingest.TableIngestService;
import io.timestore.daemon.ingest.TableRegistry;
import io.timestore.daemon.rows.EncodingWarmUp;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** The daemon's parts, put together, started in order and stopped in reverse order. */
final class Daemon implements AutoCloseable {
  private static final int DEFAULT_PORT = 7400;
  private static final Duration WARM_UP = Duration.ofSeconds(3);

  private final CatalogDatabase database;
  private final RedisHotBuffer hotBuffer;
  private final ClickHouse clickHouse;
  private final FlushScheduler flusher;
  private final DaemonHealth health;
  private final HttpServer server;
  private final String host;

  Daemon(DaemonConfig config) {
    Clock clock = Clock.systemUTC();
    DaemonConfig.CatalogAt catalog = config.catalog();
    DaemonConfig.ClickHouseAt cold = config.clickhouse();
    this.database =
        new CatalogDatabase(
            CatalogConfig.of(
                catalog.url(),
                DaemonConfig.or(catalog.user(), "postgres"),
                DaemonConfig.or(catalog.password(), "")));
    this.hotBuffer = new RedisHotBuffer(hotBufferConfig(config.redis()));
    this.clickHouse =
        new HttpClickHouse(
            new ClickHouseEndpoint(
                URI.create(cold.url()),
                DaemonConfig.or(cold.user(), "default"),
                DaemonConfig.or(cold.password(), "")));
    database.migrate();
    clickHouse.execute(ClickHouseStatement.of("SELECT 1"));
    TableStore tables = new TableStore(database);
    DatasetStore datasets = new DatasetStore(database);
    TableRegistry registry = new TableRegistry(tables, datasets, new PostgresCatalog(database));
    this.flusher =
        new FlushScheduler(
            config.flush().resolve(),
            hotBuffer,
            new LaneStore(database),
            clickHouse,
            registry::byId,
            "daemon-" + UUID.randomUUID(),
            clock);
    TableIngestService ingest =
        new TableIngestService(
            registry,
            tables,
            datasets,
            new ManifestStore(database),
            hotBuffer,
            new ColdTables(clickHouse),
            flusher,
            DaemonConfig.or(cold.database(), "timestore"),
            clock);
    registry.load();
    registry.all().forEach(flusher::adoptWhenPossible);
    flusher.start();
    this.health =
        new DaemonHealth(
            hotBuffer, database, clickHouse, registry, flusher, driverEndpoints(config));
    HttpConfig http = httpConfig(config.http());
    this.host = http.host();
    this.server =
        HttpServer.start(
            http, ingest, health, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), clock);
    Thread warmUp = new Thread(() -> EncodingWarmUp.run(WARM_UP), "timestore-warm-up");
    warmUp.setDaemon(true);
    warmUp.start();
  }

  private static HttpConfig httpConfig(DaemonConfig.Http http) {
    HttpConfig d = HttpConfig.loopback(DaemonConfig.or(http.port(), DEFAULT_PORT));
    return new HttpConfig(
        DaemonConfig.or(http.host(), d.host()),
        d.port(),
        DaemonConfig.or(http.bulkLimitBytes(), d.bulkBodyLimitBytes()),
        DaemonConfig.or(http.bodyLimitBytes(), d.ingestBodyLimitBytes()),
        d.memoryBudgetBytes(),
        d.spoolDirectory(),
        d.rowLimits());
  }

  /** What a driver needs to reach the stores itself. */
  private static Map<String, ?> driverEndpoints(DaemonConfig config) {
    DaemonConfig.ClickHouseAt cold = config.clickhouse();
    DaemonConfig.CatalogAt catalog = config.catalog();
    return Map.of(
        "clickhouse",
            Map.of(
                "url", cold.url(),
                "user", DaemonConfig.or(cold.user(), "default"),
                "password", DaemonConfig.or(cold.password(), "")),
        "redis", Map.of("uri", config.redis().uri()),
        "catalog",
            Map.of(
                "url", catalog.url(),
                "user", DaemonConfig.or(catalog.user(), "postgres"),
                "password", DaemonConfig.or(catalog.password(), "")));
  }

  private static HotBufferConfig hotBufferConfig(DaemonConfig.RedisAt redis) {
    HotBufferConfig d = HotBufferConfig.of(redis.uri());
    return new HotBufferConfig(
        redis.uri(),
        d.commandTimeout(),
        Duration.ofDays(
            DaemonConfig.or(redis.idempotencyDays(), (int) d.idempotencyTtl().toDays())),
        DaemonConfig.or(redis.maxLaneRows(), d.maxLaneRows()),
        DaemonConfig.or(redis.maxLaneBytes(), d.maxLaneBytes()));
  }

  String host() {
    return host;
  }

  int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
    flusher.close();
    health.close();
    clickHouse.close();
    hotBuffer.close();
    database.close();
  }
}
