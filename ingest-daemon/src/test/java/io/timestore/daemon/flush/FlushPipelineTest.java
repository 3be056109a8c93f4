package io.timestore.daemon.flush;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.core.block.Block;
import io.timestore.core.block.BlockBuilder;
import io.timestore.core.block.NativeBlock;
import io.timestore.core.catalog.Batch;
import io.timestore.core.catalog.CatalogConfig;
import io.timestore.core.catalog.CatalogDatabase;
import io.timestore.core.catalog.DatasetStore;
import io.timestore.core.catalog.LaneLease;
import io.timestore.core.catalog.LaneStore;
import io.timestore.core.catalog.ManifestStore;
import io.timestore.core.catalog.PostgresCatalog;
import io.timestore.core.catalog.TableStore;
import io.timestore.core.clickhouse.ClickHouseEndpoint;
import io.timestore.core.clickhouse.ClickHouseResult;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.clickhouse.HttpClickHouse;
import io.timestore.core.error.ErrorCode;
import io.timestore.core.error.TimestoreException;
import io.timestore.core.hot.HotBlock;
import io.timestore.core.hot.HotBufferConfig;
import io.timestore.core.hot.LaneState;
import io.timestore.core.hot.RedisHotBuffer;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import io.timestore.core.model.TableName;
import io.timestore.core.model.TimeWindow;
import io.timestore.daemon.ingest.CommitOutcome;
import io.timestore.daemon.ingest.FlushReport;
import io.timestore.daemon.ingest.IngestAck;
import io.timestore.daemon.ingest.IngestPlan;
import io.timestore.daemon.ingest.IngestTarget;
import io.timestore.daemon.ingest.PreparedIngest;
import io.timestore.daemon.ingest.SchemaProposal;
import io.timestore.daemon.ingest.TableIngestService;
import io.timestore.daemon.ingest.TableRegistry;
import io.timestore.embedded.EmbeddedStack;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The way of rows from the hot buffer into ClickHouse, with the real parts. */
@NullUnmarked
final class FlushPipelineTest {
  private static final FlushConfig QUICK =
      new FlushConfig(
          50_000,
          16 << 20,
          Duration.ofMillis(100),
          1_000_000,
          64 << 20,
          Duration.ZERO,
          Duration.ofMillis(10),
          2);
  private static final FlushConfig NEVER =
      new FlushConfig(
          Long.MAX_VALUE,
          Long.MAX_VALUE,
          Duration.ofDays(1),
          1_000_000,
          64 << 20,
          Duration.ofDays(1),
          Duration.ofMillis(10),
          2);
  private static EmbeddedStack stack;
  private static int names;

  private CatalogDatabase database;
  private RedisHotBuffer hot;
  private HttpClickHouse clickHouse;
  private FlushScheduler flusher;
  private TableIngestService ingest;
  private TableRegistry registry;
  private String slug;

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

  private void daemon(FlushConfig config) {
    TableStore tables = new TableStore(database);
    DatasetStore datasets = new DatasetStore(database);
    registry = new TableRegistry(tables, datasets, new PostgresCatalog(database));
    flusher =
        new FlushScheduler(
            config,
            hot,
            new LaneStore(database),
            clickHouse,
            registry::byId,
            "test",
            Clock.systemUTC());
    ingest =
        new TableIngestService(
            registry,
            tables,
            datasets,
            new ManifestStore(database),
            hot,
            new ColdTables(clickHouse),
            flusher,
            "timestore",
            Clock.systemUTC());
    flusher.start();
  }

  @AfterEach
  void close() {
    if (flusher != null) {
      flusher.close();
    }
    clickHouse.close();
    hot.close();
    database.close();
  }

  private IngestAck send(SchemaProposal schema, String key, boolean flush, List<Block> blocks) {
    IngestTarget target =
        new IngestTarget(
            slug, "records", schema, "{}", Map.of(), null, null, null, null, key, flush);
    IngestPlan plan = ingest.plan(target);
    List<Block> encoded = blocks.isEmpty() ? List.of() : blocks;
    long rows = encoded.stream().mapToLong(b -> b.header().rows()).sum();
    CommitOutcome outcome =
        ingest.commit(
            new PreparedIngest(plan, encoded, rows, key == null ? null : "hash of " + key));
    return ((CommitOutcome.Acknowledged) outcome).ack();
  }

  private static SchemaProposal fields(String... more) {
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("time", FieldType.timestamp(3)));
    fields.add(new Field("id", FieldType.parse("integer")));
    for (String name : more) {
      fields.add(new Field(name, FieldType.parse("keyword"), "it's \\ new", 1));
    }
    return new SchemaProposal(fields, true, null, false);
  }

  private Block block(String day, long... ids) {
    long millis = Instant.parse(day + "T00:00:00Z").toEpochMilli();
    Table table = registry.byId(tableId());
    int window = TimeWindow.MONTH.windowOf(millis / 1000);
    BlockBuilder builder = new BlockBuilder(table.schema(), "{}", window, 0);
    for (long id : ids) {
      builder.column(0).appendLong(millis + id);
      builder.column(1).appendLong(id);
      builder.endRow((millis + id) * 1_000_000);
    }
    return builder.build();
  }

  private long tableId() {
    Table table = new TableStore(database).find(new TableName(slug, "records"));
    assertThat(table).isNotNull();
    return table.id();
  }

  private LaneId lane() {
    return new LaneId(tableId(), 0);
  }

  private List<String> cold(String columns) {
    Table table = registry.byId(tableId());
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

  private void createTable() {
    send(fields(), null, false, List.of());
  }

  @Test
  void rowsOfSeveralWindowsArriveOnceAndTheWatermarkRises() {
    daemon(QUICK);
    createTable();
    IngestAck ack =
        send(
            fields(),
            null,
            true,
            List.of(block("2001-01-31", 1, 2), block("2001-02-01", 3), block("1969-12-31", 4)));
    assertThat(ack.sequence()).isEqualTo(3);
    assertThat(ack.durability()).isEqualTo("aof-always");
    assertThat(cold("id, _seq, _lane, _partition_key"))
        .containsExactly("1|1|0|{}", "2|1|0|{}", "3|2|0|{}", "4|3|0|{}");
    LaneState state = hot.states(List.of(lane())).get(0);
    assertThat(state.watermark()).isEqualTo(3);
    assertThat(state.inserting()).isFalse();
    assertThat(state.rows()).isZero();
    assertThat(state.bytes()).isZero();
    assertThat(ack.manifest()).isNotNull();
    assertThat(ack.manifest().partitions()).isNotEmpty();
  }

  @Test
  void addedColumnsShowTheirDefaultInOlderRowsAndNullWhereNothingWasSent() {
    daemon(QUICK);
    createTable();
    send(fields(), null, true, List.of(block("2001-01-01", 1)));
    send(fields(), null, false, List.of(block("2001-01-01", 2)));
    send(fields("note"), null, false, List.of());
    registry.load();
    send(fields("note"), null, true, List.of(block("2001-01-01", 3)));
    assertThat(cold("id, note")).containsExactly("1|it's \\ new", "2|it's \\ new", "3|null");
    assertThatThrownBy(() -> send(fields(), null, false, List.of()))
        .isInstanceOfSatisfying(
            TimestoreException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.SCHEMA_EVOLUTION))
        .hasMessageContaining("'note' is missing");
  }

  @Test
  void aKeyStoresOnce() {
    daemon(QUICK);
    createTable();
    List<Block> blocks = List.of(block("2001-01-01", 1));
    IngestAck first = send(fields(), "k", false, blocks);
    IngestAck again = send(fields(), "k", true, blocks);
    assertThat(again.replayed()).isTrue();
    assertThat(again.jobId()).isEqualTo(first.jobId());
    assertThat(again.sequence()).isEqualTo(first.sequence());
    assertThat(cold("id")).containsExactly("1");
  }

  @Test
  void flushOnDemandReportsWhatItDid() {
    daemon(NEVER);
    createTable();
    send(fields(), null, false, List.of(block("2001-01-01", 1, 2)));
    send(fields(), null, false, List.of(block("2001-03-01", 3)));
    FlushReport report = ingest.flush(slug);
    assertThat(report.batches()).isEqualTo(1);
    assertThat(report.rows()).isEqualTo(3);
    assertThat(report.manifest()).isNotNull();
    assertThat(cold("id")).containsExactly("1", "2", "3");
    assertThat(ingest.flush(slug)).isEqualTo(new FlushReport(0, 0, null));
  }

  /** Where a flusher dies. */
  enum Crash {
    BEFORE_SEAL,
    AFTER_SEAL,
    AFTER_MARK,
    AFTER_FIRST_WINDOW,
    AFTER_INSERT,
    AFTER_PUBLISH
  }

  @ParameterizedTest
  @EnumSource(Crash.class)
  void aNewDaemonFinishesWhatADeadOneBegan(Crash crash) {
    daemon(NEVER);
    createTable();
    send(fields(), null, false, List.of(block("2001-01-01", 1, 2), block("2001-02-01", 3)));
    flusher.close();
    dieAt(crash);

    daemon(QUICK);
    registry.load();
    flusher.adopt(registry.byId(tableId()));
    send(fields(), null, true, List.of(block("2001-02-01", 4)));
    assertThat(cold("id")).containsExactly("1", "2", "3", "4");
    LaneState state = hot.states(List.of(lane())).get(0);
    assertThat(state.watermark()).isEqualTo(3);
    assertThat(state.rows()).isZero();
    assertThat(state.inserting()).isFalse();
  }

  /** Does the steps of the protocol up to the crash, as a flusher would. */
  private void dieAt(Crash crash) {
    LaneStore lanes = new LaneStore(database);
    LaneLease lease = lanes.acquire(tableId(), "dying").get(0);
    if (crash == Crash.BEFORE_SEAL) {
      return;
    }
    Table table = registry.byId(tableId());
    List<HotBlock> blocks = hot.read(lane(), 1, 10, 10);
    Batch batch =
        lanes.seal(
            lease,
            1,
            blocks.size(),
            SealedBatch.rows(blocks),
            SealedBatch.bytes(blocks),
            SealedBatch.contentHash(blocks));
    if (crash == Crash.AFTER_SEAL) {
      return;
    }
    hot.markInserting(lane(), lease.epoch());
    if (crash == Crash.AFTER_MARK) {
      return;
    }
    BatchInserter inserter = new BatchInserter(clickHouse);
    List<HotBlock> inserted = crash == Crash.AFTER_FIRST_WINDOW ? blocks.subList(0, 1) : blocks;
    inserter.insertNew(table, new SealedBatch(batch, inserted));
    if (crash == Crash.AFTER_PUBLISH) {
      lanes.publish(lease, batch, table, new SealedBatch(batch, blocks).partitions());
    }
  }

  @Test
  void rowsOfABatchThatAreThereInPartAreReplaced() {
    daemon(NEVER);
    createTable();
    send(fields(), null, false, List.of(block("2001-01-01", 1, 2)));
    flusher.close();
    dieAt(Crash.AFTER_INSERT);
    Table table = registry.byId(tableId());
    clickHouse.execute(
        new ClickHouseStatement(
            "ALTER TABLE " + ColdTables.qualifiedName(table) + " DELETE WHERE id = 2",
            Map.of("mutations_sync", "2"),
            Map.of(),
            List.of(),
            null,
            null));
    assertThat(cold("id")).containsExactly("1");
    daemon(QUICK);
    registry.load();
    flusher.adopt(registry.byId(tableId()));
    assertThat(cold("id")).containsExactly("1", "2");
  }

  @Test
  void aFlusherWhoseLaneWasTakenChangesNothing() {
    daemon(NEVER);
    createTable();
    send(fields(), null, false, List.of(block("2001-01-01", 1)));
    LaneStore lanes = new LaneStore(database);
    LaneLease newer = lanes.acquire(tableId(), "another daemon").get(0);
    hot.markInserting(lane(), newer.epoch());
    assertThatThrownBy(() -> flusher.awaitFlushed(lane(), 1, Duration.ofSeconds(1)))
        .isInstanceOfSatisfying(
            TimestoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT));
    assertThat(cold("id")).isEmpty();
    assertThat(hot.states(List.of(lane())).get(0).watermark()).isZero();
  }

  @Test
  void aHotBufferThatIsOlderThanTheCatalogIsNotUsed() {
    daemon(QUICK);
    createTable();
    send(fields(), null, true, List.of(block("2001-01-01", 1)));
    flusher.close();
    LaneStore lanes = new LaneStore(database);
    LaneLease lease = lanes.acquire(tableId(), "x").get(0);
    lanes.publish(lease, lanes.seal(lease, 2, 9, 1, 1, "h"), registry.byId(tableId()), List.of());
    daemon(QUICK);
    registry.load();
    assertThatThrownBy(() -> flusher.adopt(registry.byId(tableId())))
        .isInstanceOfSatisfying(
            TimestoreException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.HOT_BUFFER_UNAVAILABLE))
        .hasMessageContaining("sequences up to 9");
  }
}
