package io.timestore.daemon.http;

import io.timestore.core.block.Block;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimeWindow;
import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.api.DatasetObject;
import io.timestore.daemon.api.ManifestObject;
import io.timestore.daemon.api.StorageTargetObject;
import io.timestore.daemon.ingest.CommitOutcome;
import io.timestore.daemon.ingest.FlushReport;
import io.timestore.daemon.ingest.IngestAck;
import io.timestore.daemon.ingest.IngestPlan;
import io.timestore.daemon.ingest.IngestService;
import io.timestore.daemon.ingest.IngestTarget;
import io.timestore.daemon.ingest.PreparedIngest;
import io.timestore.daemon.ingest.SchemaProposal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** An ingest service that keeps blocks in memory; schemas may only stay as they are. */
final class FakeIngestService implements IngestService {
  private static final Instant NOW = Instant.parse("2024-01-01T00:00:00Z");

  final Map<String, TableSchema> tables = new ConcurrentHashMap<>();
  final List<PreparedIngest> commits = new ArrayList<>();
  private final Map<String, PreparedIngest> keys = new ConcurrentHashMap<>();
  private final Map<String, IngestAck> answers = new ConcurrentHashMap<>();
  int schemaMoves;
  boolean full;

  /** Completes when everything is flushed. */
  CompletableFuture<Void> flushed = CompletableFuture.completedFuture(null);

  @Override
  public IngestPlan plan(IngestTarget target) {
    TableSchema known = tables.get(target.slug() + "/" + target.table());
    SchemaProposal proposal = target.schema();
    if (known == null && proposal == null) {
      throw new TimestoreException(
          ErrorCode.NOT_FOUND, "there is no table '" + target.table() + "'");
    }
    if (known != null && proposal != null && proposal.complete() && !same(known, proposal)) {
      throw new TimestoreException(
          ErrorCode.SCHEMA_EVOLUTION,
          "the schema differs",
          Map.of("reasons", List.of("column gone")),
          null);
    }
    TableSchema schema = known != null ? known : proposed(proposal);
    return new IngestPlan(target, schema, TimeWindow.MONTH);
  }

  private static boolean same(TableSchema known, SchemaProposal proposal) {
    return known.fields().stream().map(Field::name).toList().equals(names(proposal));
  }

  private static List<String> names(SchemaProposal proposal) {
    return proposal.fields().stream().map(Field::name).toList();
  }

  private static TableSchema proposed(@Nullable SchemaProposal proposal) {
    List<Field> fields = proposal == null ? List.of() : proposal.fields();
    String time = proposal == null ? null : proposal.timeColumn();
    for (Field field : fields) {
      time = time == null && field.type().kind() == FieldType.Kind.TIMESTAMP ? field.name() : time;
    }
    return new TableSchema(1, fields, time);
  }

  @Override
  public synchronized CommitOutcome commit(PreparedIngest prepared) {
    if (schemaMoves > 0) {
      schemaMoves--;
      return new CommitOutcome.SchemaMoved();
    }
    if (full) {
      throw new TimestoreException(ErrorCode.BACK_PRESSURE, "the hot buffer is full");
    }
    IngestTarget target = prepared.plan().target();
    String key = target.idempotencyKey();
    PreparedIngest earlier = key == null ? null : keys.get(key);
    if (key != null && earlier != null) {
      if (!String.valueOf(earlier.contentHash()).equals(prepared.contentHash())) {
        throw new TimestoreException(ErrorCode.IDEMPOTENCY_CONFLICT, "the key has other content");
      }
      return new CommitOutcome.Acknowledged(Objects.requireNonNull(answers.get(key)));
    }
    tables.put(target.slug() + "/" + target.table(), prepared.plan().schema());
    commits.add(prepared);
    if (key != null) {
      keys.put(key, prepared);
      answers.put(key, ack(prepared, true));
    }
    return new CommitOutcome.Acknowledged(ack(prepared, false));
  }

  @Override
  public @Nullable IngestAck replayOf(IngestTarget target, String contentHash) {
    PreparedIngest earlier = keys.get(String.valueOf(target.idempotencyKey()));
    return earlier != null && contentHash.equals(earlier.contentHash())
        ? answers.get(String.valueOf(target.idempotencyKey()))
        : null;
  }

  @Override
  public CompletableFuture<IngestAck> afterFlush(IngestAck ack, Duration atMost) {
    return flushed.thenApply(
        done ->
            new IngestAck(
                ack.jobId(),
                ack.lane(),
                ack.sequence(),
                ack.rows(),
                ack.watermark(),
                ack.durability(),
                ack.dataset(),
                ack.storageTarget(),
                manifest(),
                ack.replayed()));
  }

  @Override
  public CompletableFuture<FlushReport> flush(String datasetIdOrSlug, Duration atMost) {
    if (datasetIdOrSlug.equals("nothing")) {
      return CompletableFuture.completedFuture(new FlushReport(0, 0, null));
    }
    if (!datasetIdOrSlug.equals("flights")) {
      throw new TimestoreException(
          ErrorCode.NOT_FOUND, "there is no dataset '" + datasetIdOrSlug + "'");
    }
    FlushReport report =
        new FlushReport(2, 10, new FlushReport.ManifestRef("m-1", 3, "2001-01-01"));
    return flushed.thenApply(done -> report);
  }

  synchronized int committed() {
    return commits.size();
  }

  /** Rows of the last commit. */
  int lastRows() {
    return lastCommit().blocks().stream().mapToInt(b -> b.header().rows()).sum();
  }

  List<Block> lastBlocks() {
    return lastCommit().blocks();
  }

  PreparedIngest lastCommit() {
    return commits.get(commits.size() - 1);
  }

  private static IngestAck ack(PreparedIngest prepared, boolean replayed) {
    IngestTarget target = prepared.plan().target();
    DatasetObject dataset =
        new DatasetObject(
            "d-1",
            target.slug(),
            target.slug(),
            null,
            "active",
            DatasetObject.WRITE_FORMAT,
            null,
            Map.of(),
            NOW,
            NOW);
    StorageTargetObject storage =
        new StorageTargetObject("s-1", "default", "local", null, Map.of(), NOW, NOW);
    return new IngestAck(
        "job-1",
        new LaneId(1, 0),
        7,
        prepared.rows(),
        3,
        "memory",
        dataset,
        storage,
        null,
        replayed);
  }

  private static ManifestObject manifest() {
    return new ManifestObject(
        "m-1",
        "d-1",
        1,
        ManifestObject.PUBLISHED,
        null,
        null,
        "2001-01-01",
        Map.of(),
        Map.of(),
        Map.of(),
        0,
        Long.MAX_VALUE,
        0,
        null,
        NOW,
        NOW,
        NOW,
        List.of());
  }
}
