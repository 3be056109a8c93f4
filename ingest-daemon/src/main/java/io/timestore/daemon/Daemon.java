package io.timestore.daemon;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.timestore.core.catalog.LaneOwner;
import io.timestore.core.catalog.LaneStore;
import io.timestore.core.catalog.postgres.CatalogCompaction;
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
import io.timestore.daemon.health.StoreHealth;
import io.timestore.daemon.http.HttpConfig;
import io.timestore.daemon.http.HttpServer;
import io.timestore.daemon.ingest.HotBufferLoad;
import io.timestore.daemon.ingest.IdempotencyKeys;
import io.timestore.daemon.ingest.TableAdminService;
import io.timestore.daemon.ingest.TableIngestService;
import io.timestore.daemon.ingest.TableRegistry;
import io.timestore.daemon.lease.LeaseConfig;
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

  private static final Duration COMPACT_INTERVAL = Duration.ofMinutes(1);

  /** Far longer than a flusher takes from a batch's publication to its promotion. */
  private static final Duration COMPACT_GRACE = Duration.ofHours(1);

  private static final int BATCHES_PER_STEP = 1000;
  private static final int MOST_COMPACTION_STEPS = 20;

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
        new CatalogDatabase(CatalogConfig.of(catalog.url(), catalog.user(), catalog.password()));
    HotBufferConfig redis = config.redis().hotBuffer();
    this.hotBuffer = seams.hotBuffer().apply(new RedisHotBuffer(redis));
    this.clickHouse =
        seams
            .clickHouse()
            .apply(
                new HttpClickHouse(
                    new ClickHouseEndpoint(URI.create(cold.url()), cold.user(), cold.password()),
                    CLICKHOUSE_LIMITS));
    database.migrate();
    clickHouse.execute(ClickHouseStatement.of("SELECT 1"));
    TableStore tables = new TableStore(database);
    DatasetStore datasets = new DatasetStore(database);
    TableRegistry registry = new TableRegistry(tables, datasets, new PostgresCatalog(database));
    LaneOwner owner = LaneOwner.named(name(config));
    LaneStore lanes = seams.lanes().apply(new PostgresLaneStore(database));
    LossStore losses = new LossStore(database);
    LeaseConfig lease = config.lease();
    AcknowledgedSequences acknowledged = new AcknowledgedSequences();
    HotBufferInspection inspection = new RedisInspection(redis);
    this.guard =
        new HotBufferGuard(
            inspection, lanes, losses, acknowledged, owner, lease.duration(), schedule);
    this.flusher =
        new FlushScheduler(
            config.flush(),
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
            config.catalogDown(),
            redis.idempotencyTtl(),
            schedule);
    HotBufferLoad load = new HotBufferLoad(config.redis().maxRows(), config.redis().maxBytes());
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
            cold.database(),
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
    HttpConfig http = config.http();
    this.host = http.host();
    this.server =
        HttpServer.start(
            http,
            ingest,
            new TableAdminService(datasets, tables, registry, losses, hotBuffer, flusher),
            health,
            metrics,
            clock);
    flusher.start();
    keys.start();
    CatalogCompaction compaction = new CatalogCompaction(database);
    schedule.task("compact-catalog", COMPACT_INTERVAL, () -> compact(compaction)).start();
  }

  private static void compact(CatalogCompaction compaction) {
    int went = BATCHES_PER_STEP;
    for (int step = 0; went == BATCHES_PER_STEP && step < MOST_COMPACTION_STEPS; step++) {
      went = compaction.compact(COMPACT_GRACE, BATCHES_PER_STEP);
    }
  }

  /** The same for a daemon that is started again, because two cannot listen at one address. */
  private static String name(DaemonConfig config) {
    String name = config.name();
    if (name != null) {
      return name;
    }
    int port = config.http().port();
    try {
      return InetAddress.getLocalHost().getHostName()
          + ":"
          + (port == 0 ? UUID.randomUUID() : port);
    } catch (UnknownHostException e) {
      LOG.warn("this host has no name, so leases of an earlier start are waited for", e);
      return UUID.randomUUID().toString();
    }
  }

  /** What a driver needs to reach the stores itself. */
  private static Map<String, ?> driverEndpoints(DaemonConfig config) {
    DaemonConfig.ClickHouseAt cold = config.clickhouse();
    DaemonConfig.CatalogAt catalog = config.catalog();
    return Map.of(
        "clickhouse",
            Map.of(
                "url", cold.url(),
                "user", cold.user(),
                "password", cold.password()),
        "redis", Map.of("uri", config.redis().uri()),
        "catalog",
            Map.of(
                "url", catalog.url(),
                "user", catalog.user(),
                "password", catalog.password()));
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
    flusher.endWaits();
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
