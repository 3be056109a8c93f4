package io.timestore.daemon.flush;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.core.block.Block;
import io.timestore.core.block.BlockBuilder;
import io.timestore.core.block.read.NativeBlock;
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
import io.timestore.core.clickhouse.ClickHouseResult;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.clickhouse.HttpClickHouse;
import io.timestore.core.hot.HotBuffer;
import io.timestore.core.hot.HotBufferInspection;
import io.timestore.core.hot.redis.HotBufferConfig;
import io.timestore.core.hot.redis.RedisHotBuffer;
import io.timestore.core.hot.redis.RedisInspection;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import io.timestore.core.model.TableName;
import io.timestore.core.model.TimeWindow;
import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.ingest.CatalogDown;
import io.timestore.daemon.ingest.CommitOutcome;
import io.timestore.daemon.ingest.HotBufferLoad;
import io.timestore.daemon.ingest.IdempotencyKeys;
import io.timestore.daemon.ingest.IngestAck;
import io.timestore.daemon.ingest.IngestPlan;
import io.timestore.daemon.ingest.IngestTarget;
import io.timestore.daemon.ingest.PreparedIngest;
import io.timestore.daemon.ingest.SchemaProposal;
import io.timestore.daemon.ingest.TableIngestService;
import io.timestore.daemon.ingest.TableRegistry;
import io.timestore.daemon.lease.LeaseConfig;
import io.timestore.daemon.loss.AcknowledgedSequences;
import io.timestore.daemon.loss.HotBufferGuard;
import io.timestore.daemon.schedule.TaskSchedule;
import io.timestore.embedded.EmbeddedStack;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A daemon's flush and ingest with the real stores. */
@NullUnmarked
class FlushFixture {
  static final LeaseConfig LEASE = new LeaseConfig(Duration.ofHours(1), Duration.ofMinutes(15));
  static final FlushConfig QUICK =
      new FlushConfig(
          50_000,
          16 << 20,
          Duration.ofMillis(100),
          1_000_000,
          64 << 20,
          Duration.ZERO,
          Duration.ofMillis(10),
          2,
          2);
  static final FlushConfig NEVER =
      new FlushConfig(
          Long.MAX_VALUE,
          Long.MAX_VALUE,
          Duration.ofDays(1),
          1_000_000,
          64 << 20,
          Duration.ofDays(1),
          Duration.ofMillis(10),
          2,
          2);
  static final Duration FLUSH_WAIT = Duration.ofSeconds(60);
  static EmbeddedStack stack;
  static int names;

  CatalogDatabase database;
  RedisHotBuffer hot;
  HttpClickHouse clickHouse;
  FlushScheduler flusher;
  HotBufferGuard guard;
  LossStore losses;
  IdempotencyKeys keys;
  IdempotencyStore idempotency;
  String contentOfKeys = "";
  TableIngestService ingest;
  TableRegistry registry;
  String slug;

  @BeforeAll
  static void start() {
    stack = EmbeddedStack.shared();
  }

  @BeforeEach
  void open() {
    slug = "set" + names++;
    database =
        new CatalogDatabase(
            CatalogConfig.of(stack.catalogUrl(), stack.catalogUser(), stack.catalogPassword()));
    database.migrate();
    hot = new RedisHotBuffer(HotBufferConfig.of(stack.redisUri()));
    clickHouse =
        new HttpClickHouse(
            new ClickHouseEndpoint(URI.create(stack.clickHouseUrl()), "default", ""));
  }

  void daemon(FlushConfig config) {
    daemon(config, new Life());
  }

  /** Starts a daemon that takes over at once what one before it held. */
  void daemon(FlushConfig config, Life life) {
    TableStore tables = new TableStore(database);
    DatasetStore datasets = new DatasetStore(database);
    registry = new TableRegistry(tables, datasets, new PostgresCatalog(database));
    LaneOwner owner = LaneOwner.named("test");
    HotBufferInspection inspection = new RedisInspection(HotBufferConfig.of(stack.redisUri()));
    losses = new LossStore(database);
    AcknowledgedSequences acknowledged = new AcknowledgedSequences();
    LaneStore lanes = life.until(LaneStore.class, new PostgresLaneStore(database));
    if (guard != null) {
      guard.close();
    }
    TaskSchedule schedule = new TaskSchedule(Clock.systemUTC());
    guard =
        new HotBufferGuard(
            inspection,
            new PostgresLaneStore(database),
            losses,
            acknowledged,
            owner,
            Duration.ofSeconds(3),
            schedule);
    guard.start();
    HotBuffer itsHotBuffer = life.until(HotBuffer.class, hot);
    flusher =
        new FlushScheduler(
            config,
            LEASE,
            new FlushStores(
                itsHotBuffer,
                lanes,
                life.until(ClickHouse.class, clickHouse),
                registry::byId,
                life,
                inspection,
                losses,
                () -> guard.compareAgain()),
            owner,
            Clock.systemUTC(),
            schedule);
    idempotency = new IdempotencyStore(database);
    keys =
        new IdempotencyKeys(
            itsHotBuffer,
            idempotency,
            registry,
            CatalogDown.STAGE_UNKEYED,
            Duration.ofDays(7),
            schedule);
    ingest =
        new TableIngestService(
            registry,
            tables,
            datasets,
            new ManifestStore(database),
            itsHotBuffer,
            new ColdTables(clickHouse),
            flusher,
            acknowledged,
            keys,
            new HotBufferLoad(Long.MAX_VALUE, Long.MAX_VALUE),
            "timestore",
            Clock.systemUTC());
    flusher.start();
  }

  /** The life of a daemon: what it does at the steps of a flush; by default it lives. */
  static class Life implements FlushSteps {
    private volatile boolean dead;

    /** Nothing that the process does reaches the stores any more, as after kill -9. */
    void die() {
      dead = true;
      throw gone();
    }

    private static TimestoreException gone() {
      return new TimestoreException(
          ErrorCode.HOT_BUFFER_UNAVAILABLE, "the process is dead; nothing reaches a store");
    }

    @Override
    public void reached(LaneId lane, FlushStep step) {}

    <T> T until(Class<T> type, T store) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (proxy, method, arguments) -> {
                if (dead) {
                  throw gone();
                }
                try {
                  return method.invoke(store, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              }));
    }
  }

  @AfterEach
  void close() {
    if (flusher != null) {
      flusher.close();
      guard.close();
    }
    clickHouse.close();
    hot.close();
    database.close();
  }

  IngestAck send(SchemaProposal schema, String key, boolean flush, List<Block> blocks) {
    IngestTarget target =
        new IngestTarget(
            slug, "records", schema, "{}", Map.of(), null, null, null, null, key, flush);
    IngestPlan plan = ingest.plan(target);
    List<Block> encoded = blocks.isEmpty() ? List.of() : blocks;
    long rows = encoded.stream().mapToLong(b -> b.header().rows()).sum();
    CommitOutcome outcome =
        ingest.commit(
            new PreparedIngest(
                plan, encoded, rows, key == null ? null : contentOfKeys + "hash of " + key));
    IngestAck ack = ((CommitOutcome.Acknowledged) outcome).ack();
    return flush ? ingest.afterFlush(ack, FLUSH_WAIT).join() : ack;
  }

  static SchemaProposal fields(String... more) {
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("time", FieldType.timestamp(3)));
    fields.add(new Field("id", FieldType.parse("integer")));
    for (String name : more) {
      fields.add(new Field(name, FieldType.parse("keyword"), "it's \\ new", 1));
    }
    return new SchemaProposal(fields, true, null, false);
  }

  Block block(String day, long... ids) {
    long millis = Instant.parse(day + "T00:00:00Z").toEpochMilli();
    Table table = registry.byId(tableId(), 0);
    int window = TimeWindow.MONTH.windowOf(millis / 1000);
    BlockBuilder builder = new BlockBuilder(table.schema(), "{}", window, 0);
    for (long id : ids) {
      builder.column(0).appendLong(millis + id);
      builder.column(1).appendLong(id);
      builder.endRow((millis + id) * 1_000_000);
    }
    return builder.build();
  }

  long tableId() {
    Table table = new TableStore(database).find(new TableName(slug, "records"));
    assertThat(table).isNotNull();
    return table.id();
  }

  LaneId lane() {
    return new LaneId(tableId(), 0);
  }

  List<String> cold(String columns) {
    Table table = registry.byId(tableId(), 0);
    List<String> rows = new ArrayList<>();
    String sql =
        "SELECT " + columns + " FROM " + ColdTables.qualifiedName(table) + " ORDER BY id, _seq";
    try (ClickHouseResult result = clickHouse.query(ClickHouseStatement.of(sql))) {
      for (NativeBlock b = result.next(); b != null; b = result.next()) {
        for (int row = 0; row < b.rows(); row++) {
          int at = row;
          rows.add(
              String.join(
                  "|", b.columns().stream().map(c -> String.valueOf(c.getObject(at))).toList()));
        }
      }
    }
    return rows;
  }

  void createTable() {
    send(fields(), null, false, List.of());
  }
}
