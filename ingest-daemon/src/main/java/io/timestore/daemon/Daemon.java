package io.timestore.daemon;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.timestore.core.catalog.LaneOwner;
import io.timestore.core.catalog.LaneStore;
import io.timestore.core.catalog.postgres.CatalogConfig;
import io.timestore.core.catalog.postgres.CatalogDatabase;
import io.timestore.core.catalog.postgres.DatasetStore;
import io.timestore.core.catalog.postgres.IdempotencyStore;
import io.timestore.core.catalog.postgres.LossStore;
import io.timestore.core.catalog.postgres.ManifestStore;
import io.timestore.core.catalog.postgres.PostgresCatalog;
import io.timestore.core.catalog.postgres.PostgresLaneStore;
import io.timestore.core.catalog.postgres.TableStore;
import io.timestore.core.clickhouse.ClickHouse;
import io.timestore.core.clickhouse.ClickHouseEndpoint;
import io.timestore.core.clickhouse.ClickHouseLimits;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.clickhouse.HttpClickHouse;
import io.timestore.core.hot.HotBuffer;
import io.timestore.core.hot.HotBufferInspection;
import io.timestore.core.hot.redis.HotBufferConfig;
import io.timestore.core.hot.redis.RedisHotBuffer;
import io.timestore.core.hot.redis.RedisInspection;
import io.timestore.daemon.config.DaemonConfig;
import io.timestore.daemon.flush.ColdTables;
import io.timestore.daemon.flush.FlushScheduler;
import io.timestore.daemon.flush.FlushStores;
import io.timestore.daemon.flush.LeaseConfig;
import io.timestore.daemon.health.StoreHealth;
import io.timestore.daemon.http.HttpConfig;
import io.timestore.daemon.http.HttpServer;
import io.timestore.daemon.ingest.CatalogAdministration;
import io.timestore.daemon.ingest.CatalogDown;
import io.timestore.daemon.ingest.HotBufferLoad;
import io.timestore.daemon.ingest.IdempotencyKeys;
import io.timestore.daemon.ingest.TableIngestService;
import io.timestore.daemon.ingest.TableRegistry;
import io.timestore.daemon.loss.AcknowledgedSequences;
import io.timestore.daemon.loss.HotBufferGuard;
import io.timestore.daemon.metrics.TaskMetrics;
import io.timestore.daemon.schedule.TaskSchedule;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon's parts, put together, started in order and stopped in reverse order. */
public final class Daemon implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
  private static final int DEFAULT_PORT = 7400;
  private static final long MAX_HOT_ROWS = 50_000_000;
  private static final long MAX_HOT_BYTES = 2L << 30;

  /**
   * An insert that ClickHouse does not answer is given up, ended there and looked for, instead of
   * holding its lane.
   */
  private static final ClickHouseLimits CLICKHOUSE_LIMITS =
      new ClickHouseLimits(
          ClickHouseLimits.DEFAULT.connect(),
          ClickHouseLimits.DEFAULT.lease(),
          Duration.ofMinutes(2),
          ClickHouseLimits.DEFAULT.connections());

  private final CatalogDatabase database;
  private final HotBuffer hotBuffer;
  private final ClickHouse clickHouse;
  private final FlushScheduler flusher;
  private final HotBufferGuard guard;
  private final IdempotencyKeys keys;
  private final TaskSchedule schedule;
  private final StoreHealth health;
  private final HttpServer server;
  private final String host;

  /** Starts a daemon. */
  public Daemon(DaemonConfig config) {
    this(config, DaemonSeams.NONE);
  }

  /** Starts a daemon with faults between it and its stores. */
  public Daemon(DaemonConfig config, DaemonSeams seams) {
    Clock clock = Clock.systemUTC();
    this.schedule = new TaskSchedule(clock);
    DaemonConfig.CatalogAt catalog = config.catalog();
    DaemonConfig.ClickHouseAt cold = config.clickhouse();
    this.database =
        new CatalogDatabase(
            CatalogConfig.of(
                catalog.url(),
                DaemonConfig.or(catalog.user(), "postgres"),
                DaemonConfig.or(catalog.password(), "")));
    HotBufferConfig redis = hotBufferConfig(config.redis());
    this.hotBuffer = seams.hotBuffer().apply(new RedisHotBuffer(redis));
    this.clickHouse =
        seams
            .clickHouse()
            .apply(
                new HttpClickHouse(
                    new ClickHouseEndpoint(
                        URI.create(cold.url()),
                        DaemonConfig.or(cold.user(), "default"),
                        DaemonConfig.or(cold.password(), "")),
                    CLICKHOUSE_LIMITS));
    database.migrate();
    clickHouse.execute(ClickHouseStatement.of("SELECT 1"));
    TableStore tables = new TableStore(database);
    DatasetStore datasets = new DatasetStore(database);
    TableRegistry registry = new TableRegistry(tables, datasets, new PostgresCatalog(database));
    LaneOwner owner = LaneOwner.named(name(config));
    LaneStore lanes = seams.lanes().apply(new PostgresLaneStore(database));
    LossStore losses = new LossStore(database);
    LeaseConfig lease = config.lease().resolve();
    AcknowledgedSequences acknowledged = new AcknowledgedSequences();
    HotBufferInspection inspection = new RedisInspection(redis);
    this.guard =
        new HotBufferGuard(
            inspection, lanes, losses, acknowledged, owner, lease.duration(), schedule);
    this.flusher =
        new FlushScheduler(
            config.flush().resolve(),
            lease,
            new FlushStores(
                hotBuffer,
                lanes,
                clickHouse,
                registry::byId,
                seams.steps(),
                inspection,
                losses,
                guard::compareAgain),
            owner,
            clock,
            schedule);
    guard.start();
    this.keys =
        new IdempotencyKeys(
            hotBuffer,
            new IdempotencyStore(database),
            registry,
            DaemonConfig.or(config.ingest().catalogDown(), CatalogDown.STAGE_UNKEYED),
            redis.idempotencyTtl(),
            schedule);
    HotBufferLoad load =
        new HotBufferLoad(
            DaemonConfig.or(config.redis().maxRows(), MAX_HOT_ROWS),
            DaemonConfig.or(config.redis().maxBytes(), MAX_HOT_BYTES));
    TableIngestService ingest =
        new TableIngestService(
            registry,
            tables,
            datasets,
            new ManifestStore(database),
            hotBuffer,
            new ColdTables(clickHouse),
            flusher,
            acknowledged,
            keys,
            load,
            DaemonConfig.or(cold.database(), "timestore"),
            clock);
    registry.load();
    this.health =
        new StoreHealth(
            hotBuffer,
            database,
            clickHouse,
            registry,
            flusher,
            guard,
            load,
            driverEndpoints(config),
            clock,
            schedule);
    health.start();
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    TaskMetrics.register(metrics, schedule);
    HttpConfig http = httpConfig(config.http());
    this.host = http.host();
    this.server =
        HttpServer.start(
            http,
            ingest,
            new CatalogAdministration(datasets, tables, registry, losses, hotBuffer, flusher),
            health,
            metrics,
            clock);
    flusher.start();
    keys.start();
  }

  /** The same for a daemon that is started again, because two cannot listen at one address. */
  private static String name(DaemonConfig config) {
    String name = config.name();
    if (name != null) {
      return name;
    }
    int port = DaemonConfig.or(config.http().port(), DEFAULT_PORT);
    try {
      return InetAddress.getLocalHost().getHostName()
          + ":"
          + (port == 0 ? UUID.randomUUID() : port);
    } catch (UnknownHostException e) {
      LOG.warn("this host has no name, so leases of an earlier start are waited for", e);
      return UUID.randomUUID().toString();
    }
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
        Duration.ofMinutes(
            DaemonConfig.or(
                redis.idempotencyCacheMinutes(), (int) d.idempotencyCache().toMinutes())),
        DaemonConfig.or(redis.maxLaneRows(), d.maxLaneRows()),
        DaemonConfig.or(redis.maxLaneBytes(), d.maxLaneBytes()),
        DaemonConfig.or(redis.waitReplicas(), d.waitReplicas()),
        Duration.ofMillis(DaemonConfig.or(redis.waitMs(), (int) d.waitTimeout().toMillis())));
  }

  /** Where it listens. */
  public String host() {
    return host;
  }

  /** The port that it listens at. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
    flusher.close();
    keys.close();
    guard.close();
    health.close();
    schedule.close();
    clickHouse.close();
    hotBuffer.close();
    database.close();
  }
}
