package io.timestore.daemon.ingest;

import io.timestore.core.catalog.Dataset;
import io.timestore.core.catalog.Manifest;
import io.timestore.core.catalog.ManifestVersion;
import io.timestore.core.catalog.NewPartition;
import io.timestore.core.catalog.StorageTarget;
import io.timestore.core.catalog.postgres.DatasetStore;
import io.timestore.core.catalog.postgres.ManifestStore;
import io.timestore.core.catalog.postgres.TableStore;
import io.timestore.core.hot.HotBuffer;
import io.timestore.core.hot.LaneState;
import io.timestore.core.hot.StageRequest;
import io.timestore.core.hot.StageResult;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.IdempotencyKey;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import io.timestore.core.model.TableName;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimeWindow;
import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.flush.ColdTables;
import io.timestore.daemon.flush.FlushScheduler;
import io.timestore.daemon.loss.AcknowledgedSequences;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes encoded rows into the hot buffer. A request is staged whole or not at all; its table and
 * columns are made before, and only after its rows were found good. Safe for many threads.
 */
public final class TableIngestService implements IngestService {
  private final TableRegistry registry;
  private final TableStore tables;
  private final DatasetStore datasets;
  private final ManifestStore manifests;
  private final HotBuffer hotBuffer;
  private final ColdTables coldTables;
  private final FlushScheduler flusher;
  private final AcknowledgedSequences acknowledged;
  private final IdempotencyKeys keys;
  private final HotBufferLoad load;
  private final StorageTargets storageTargets;
  private final String coldDatabase;
  private final Durability durability;
  private final Clock clock;
  private final Map<String, Map<String, String>> knownAttributes = new ConcurrentHashMap<>();

  public TableIngestService(
      TableRegistry registry,
      TableStore tables,
      DatasetStore datasets,
      ManifestStore manifests,
      HotBuffer hotBuffer,
      ColdTables coldTables,
      FlushScheduler flusher,
      AcknowledgedSequences acknowledged,
      IdempotencyKeys keys,
      HotBufferLoad load,
      String coldDatabase,
      Clock clock) {
    this.registry = registry;
    this.tables = tables;
    this.datasets = datasets;
    this.manifests = manifests;
    this.hotBuffer = hotBuffer;
    this.coldTables = coldTables;
    this.flusher = flusher;
    this.acknowledged = acknowledged;
    this.keys = keys;
    this.load = load;
    this.storageTargets = new StorageTargets(datasets);
    this.coldDatabase = coldDatabase;
    this.durability = new Durability(hotBuffer);
    this.clock = clock;
  }

  @Override
  public IngestPlan plan(IngestTarget target) {
    load.requireRoom();
    storageTarget(target, registry.dataset(target.slug()));
    TableName name = new TableName(target.slug(), target.table());
    Table table = registry.find(name);
    SchemaProposal proposal = target.schema();
    if (table == null) {
      if (proposal == null) {
        throw new TimestoreException(
            ErrorCode.NOT_FOUND,
            "table "
                + name
                + " does not exist; declare its fields to create it, as in ?schema=time:timestamp,value:double");
      }
      Dataset dataset = registry.dataset(target.slug());
      String timeColumn = dataset == null ? null : dataset.metadataText("timestampColumn");
      return new IngestPlan(
          target, SchemaEvolution.first(name, proposal, timeColumn), TimeWindow.MONTH);
    }
    TableSchema schema =
        proposal == null ? table.schema() : SchemaEvolution.next(name, table.schema(), proposal);
    return new IngestPlan(target, schema, table.window());
  }

  @Override
  public CommitOutcome commit(PreparedIngest prepared) {
    IngestTarget target = prepared.plan().target();
    TableName name = new TableName(target.slug(), target.table());
    Table table = tableFor(prepared.plan(), name);
    if (table == null) {
      registry.forget(name);
      return new CommitOutcome.SchemaMoved();
    }
    keys.requireCatalog();
    String unused = durability.ask();
    LaneId lane = laneOf(table, target);
    putAttributes(table, target);
    IdempotencyKey key = key(table.datasetId(), target, prepared.contentHash());
    StageResult earlier = key == null ? null : keys.replayOf(key);
    if (earlier != null) {
      return new CommitOutcome.Acknowledged(
          acknowledgement(target, lane, earlier, prepared.rows()));
    }
    StageResult result =
        hotBuffer.stage(
            new StageRequest(lane, prepared.plan().schema().version(), prepared.blocks(), key));
    if (result instanceof StageResult.SchemaMoved) {
      registry.forget(name);
      return new CommitOutcome.SchemaMoved();
    }
    if (result instanceof StageResult.Staged && prepared.rows() == 0) {
      publishEmpty(table, target);
    }
    return new CommitOutcome.Acknowledged(acknowledgement(target, lane, result, prepared.rows()));
  }

  /** The table with the plan's schema, made if need be; null if its schema has moved on. */
  private @Nullable Table tableFor(IngestPlan plan, TableName name) {
    Table known = registry.find(name);
    if (known != null && known.schema().equals(plan.schema())) {
      return known;
    }
    if (known != null && known.schema().version() >= plan.schema().version()) {
      return null;
    }
    refuseWithoutHotBuffer();
    String datasetName = plan.target().datasetName();
    Table table =
        tables.define(
            new TableStore.Definition(
                name,
                datasetName == null ? name.dataset() : datasetName,
                plan.schema(),
                plan.window(),
                coldDatabase),
            this::prepare);
    if (table != null) {
      registry.put(table);
      if (known == null) {
        flusher.claim(table);
      } else {
        lanesOf(table).forEach(lane -> hotBuffer.raiseVersion(lane, table.schema().version()));
      }
    }
    return table;
  }

  /** A lane that the catalog has is in the hot buffer: it is made there before the commit. */
  private void prepare(Table table, @Nullable TableSchema before) {
    coldTables.prepare(table, before);
    if (before == null) {
      hotBuffer.ensureLane(new LaneId(table.id(), 0), table.schema().version(), 0, 0);
    }
  }

  /** Rows of one partition key go into one lane. */
  private static LaneId laneOf(Table table, IngestTarget target) {
    return new LaneId(table.id(), Math.floorMod(target.partitionKey().hashCode(), table.lanes()));
  }

  private static List<LaneId> lanesOf(Table table) {
    return IntStream.range(0, table.lanes())
        .mapToObj(lane -> new LaneId(table.id(), lane))
        .toList();
  }

  /**
   * Fails before anything is made, so that a request that cannot be staged leaves no table or
   * column behind.
   */
  private void refuseWithoutHotBuffer() {
    hotBuffer.states(List.of(new LaneId(0, 0)));
  }

  private void putAttributes(Table table, IngestTarget target) {
    Map<String, String> attributes = target.partitionAttributes();
    String place = table.id() + " " + target.partitionKey();
    if (!attributes.isEmpty() && !attributes.equals(knownAttributes.get(place))) {
      manifests.putAttributes(table.id(), target.partitionKey(), attributes);
      knownAttributes.put(place, attributes);
    }
  }

  private void publishEmpty(Table table, IngestTarget target) {
    TimeRange range = target.timeRange();
    NewPartition partition =
        range == null
            ? new NewPartition(target.partitionKey(), clock.instant(), clock.instant(), 0, 0)
            : new NewPartition(target.partitionKey(), range.start(), range.end(), 0, 0);
    ManifestVersion unused = manifests.publishEmpty(table, partition);
  }

  private static @Nullable IdempotencyKey key(
      String datasetId, IngestTarget target, @Nullable String contentHash) {
    String key = target.idempotencyKey();
    return key == null || contentHash == null
        ? null
        : new IdempotencyKey(datasetId, key, contentHash);
  }

  private IngestAck acknowledgement(
      IngestTarget target, LaneId lane, StageResult result, long rows) {
    if (result instanceof StageResult.Staged staged) {
      flusher.ingested();
      acknowledged.acknowledged(lane, staged.lastSequence());
      return ack(target, lane, staged.lastSequence(), rows, staged.watermark(), false);
    }
    if (result instanceof StageResult.Replayed first) {
      return replay(target, lane.tableId(), first);
    }
    if (result instanceof StageResult.Full full) {
      throw new TimestoreException(
          ErrorCode.BACK_PRESSURE,
          "the hot buffer of "
              + target.slug()
              + "."
              + target.table()
              + " is full ("
              + full.hotRows()
              + " rows, "
              + full.hotBytes()
              + " bytes are waiting for their flush); nothing was stored; send the request again"
              + " later");
    }
    throw new TimestoreException(
        ErrorCode.IDEMPOTENCY_CONFLICT,
        "idempotency key '"
            + target.idempotencyKey()
            + "' was used before with other content; use a new key for new"
            + " rows");
  }

  /** The first request's lane may be another one than this request's: a table can get more. */
  private IngestAck replay(IngestTarget target, long tableId, StageResult.Replayed first) {
    return ack(
        target,
        new LaneId(tableId, LaneId.laneOf(first.lastSequence())),
        first.lastSequence(),
        first.rows(),
        first.watermark(),
        true);
  }

  private IngestAck ack(
      IngestTarget target,
      LaneId lane,
      long sequence,
      long rows,
      long watermark,
      boolean replayed) {
    Dataset dataset = registry.dataset(target.slug());
    if (dataset == null) {
      throw new TimestoreException(ErrorCode.INTERNAL, "dataset " + target.slug() + " vanished");
    }
    return new IngestAck(
        jobId(dataset.id(), target),
        lane,
        sequence,
        rows,
        watermark,
        durability.word(),
        CatalogObjects.dataset(dataset),
        CatalogObjects.storageTarget(storageTarget(target, dataset)),
        null,
        replayed);
  }

  /** The same key gets the same id again. */
  private static String jobId(String datasetId, IngestTarget target) {
    String key = target.idempotencyKey();
    return key == null
        ? UUID.randomUUID().toString()
        : UUID.nameUUIDFromBytes((datasetId + " " + key).getBytes(StandardCharsets.UTF_8))
            .toString();
  }

  private StorageTarget storageTarget(IngestTarget target, @Nullable Dataset dataset) {
    String wanted = target.storageTargetId();
    return storageTargets.find(
        wanted != null || dataset == null ? wanted : dataset.defaultStorageTargetId());
  }

  @Override
  public @Nullable IngestAck replayOf(IngestTarget target, String contentHash) {
    Dataset dataset = registry.dataset(target.slug());
    Table table = registry.find(new TableName(target.slug(), target.table()));
    if (dataset == null || table == null) {
      return null;
    }
    IdempotencyKey key = key(dataset.id(), target, contentHash);
    StageResult.Replayed first = key == null ? null : keys.replayOf(key);
    return first == null ? null : replay(target, table.id(), first);
  }

  @Override
  public CompletableFuture<IngestAck> afterFlush(IngestAck ack, Duration atMost) {
    CompletableFuture<Void> flushed = flusher.whenFlushed(ack.lane(), ack.sequence(), atMost);
    return cancelling(List.of(flushed), flushed.thenApply(done -> withManifest(ack)));
  }

  private IngestAck withManifest(IngestAck ack) {
    Manifest manifest =
        ack.rows() > 0
            ? manifests.containing(ack.lane(), ack.sequence())
            : manifests.latest(ack.dataset().id());
    return ack.withManifest(manifest == null ? null : CatalogObjects.manifest(manifest));
  }

  /** A result whose cancellation ends the waits that it stands on. */
  private static <T> CompletableFuture<T> cancelling(
      List<CompletableFuture<Void>> waits, CompletableFuture<T> result) {
    return result.whenComplete((value, e) -> waits.forEach(wait -> wait.cancel(false)));
  }

  /** A lane that is flushed, up to a sequence. */
  private record Flushing(LaneId lane, long sequence, FlushScheduler.Progress before) {}

  @Override
  public CompletableFuture<FlushReport> flush(String datasetIdOrSlug, Duration atMost) {
    Dataset dataset = datasets.byIdOrSlug(datasetIdOrSlug);
    if (dataset == null) {
      throw new TimestoreException(
          ErrorCode.NOT_FOUND, "dataset '" + datasetIdOrSlug + "' does not exist");
    }
    List<LaneId> lanes = lanesOf(dataset);
    List<@Nullable LaneState> states = hotBuffer.states(lanes);
    List<Flushing> flushing = new ArrayList<>();
    for (int i = 0; i < lanes.size(); i++) {
      LaneId lane = lanes.get(i);
      LaneState state = states.get(i);
      if (state != null && state.lastSequence() > state.watermark()) {
        flushing.add(new Flushing(lane, state.lastSequence(), flusher.progress(lane)));
      }
    }
    List<CompletableFuture<Void>> waits =
        flushing.stream().map(f -> flusher.whenFlushed(f.lane(), f.sequence(), atMost)).toList();
    CompletableFuture<Void> all = CompletableFuture.allOf(waits.toArray(CompletableFuture[]::new));
    return cancelling(waits, all.thenApply(done -> report(flushing)));
  }

  private FlushReport report(List<Flushing> flushed) {
    long batches = 0;
    long rows = 0;
    Manifest newest = null;
    for (Flushing lane : flushed) {
      FlushScheduler.Progress after = flusher.progress(lane.lane());
      batches += after.batches() - lane.before().batches();
      rows += after.rows() - lane.before().rows();
      newest = manifests.containing(lane.lane(), lane.sequence());
    }
    return new FlushReport(
        batches,
        rows,
        newest == null
            ? null
            : new FlushReport.ManifestRef(
                newest.id(), newest.version(), newest.shard().toString()));
  }

  private List<LaneId> lanesOf(Dataset dataset) {
    List<LaneId> lanes = new ArrayList<>();
    registry.load();
    for (Table table : registry.all()) {
      if (table.datasetId().equals(dataset.id())) {
        lanes.addAll(lanesOf(table));
      }
    }
    return lanes;
  }
}
