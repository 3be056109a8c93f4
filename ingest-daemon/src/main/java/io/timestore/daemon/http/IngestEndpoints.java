package io.timestore.daemon.http;

import io.javalin.http.Context;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TableName;
import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.ingest.IngestAck;
import io.timestore.daemon.ingest.IngestService;
import io.timestore.daemon.ingest.IngestTarget;
import io.timestore.daemon.metrics.IngestMetrics;
import io.timestore.daemon.rows.RowEncoder;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The end points that take rows. Safe for use by many threads. */
final class IngestEndpoints {
  private static final String IDEMPOTENCY_KEY = "idempotency-key";
  private static final String FLUSH = "flush";

  private final HttpConfig config;
  private final IngestRunner runner;
  private final IngestService service;
  private final FlushWaiters waiters;
  private final IngestMetrics metrics;
  private final MemoryBudget memory;
  private final BulkRows bulkRows;
  private final Clock clock;

  IngestEndpoints(
      HttpConfig config,
      IngestRunner runner,
      IngestService service,
      FlushWaiters waiters,
      IngestMetrics metrics,
      MemoryBudget memory,
      Clock clock) {
    this.config = config;
    this.runner = runner;
    this.service = service;
    this.waiters = waiters;
    this.metrics = metrics;
    this.memory = memory;
    this.bulkRows = new BulkRows(config);
    this.clock = clock;
  }

  /** {@code POST /datasets/{slug}/ingest}. */
  void ingest(Context ctx) throws IOException {
    measured(ctx, this::ingest);
  }

  /** {@code POST /datasets/{slug}/tables/{table}/rows}. */
  void bulk(Context ctx) throws IOException {
    measured(ctx, this::bulk);
  }

  /** An end point after the slug and the flush parameter were checked. */
  private interface Endpoint {
    IngestAck answer(Context ctx, String slug, boolean flush) throws IOException;
  }

  private void measured(Context ctx, Endpoint endpoint) throws IOException {
    String slug = Names.slug(ctx.pathParam("slug"));
    long start = clock.millis();
    boolean flush = new QueryParameters(ctx).flag(FLUSH);
    IngestAck ack = null;
    try {
      if (flush) {
        answerAfterFlush(ctx, slug, start, endpoint);
        return;
      }
      ack = endpoint.answer(ctx, slug, false);
    } finally {
      if (!flush) {
        count(slug, false, start, ack);
      }
    }
    write(ctx, ack);
  }

  /** The rows are staged on this thread; nobody waits for their flush on one. */
  private void answerAfterFlush(Context ctx, String slug, long start, Endpoint endpoint)
      throws IOException {
    boolean waits = false;
    try (FlushWaiters.Slot slot = waiters.enter()) {
      IngestAck ack = endpoint.answer(ctx, slug, true);
      CompletableFuture<IngestAck> flushed = service.afterFlush(ack, waiters.atMost());
      waits = true;
      flushed = flushed.whenComplete((value, e) -> count(slug, true, start, value));
      slot.answer(ctx, flushed, value -> write(ctx, value));
    } finally {
      if (!waits) {
        count(slug, true, start, null);
      }
    }
  }

  private void count(String slug, boolean inline, long start, @Nullable IngestAck ack) {
    Duration took = Duration.ofMillis(Math.max(0, clock.millis() - start));
    if (ack == null) {
      metrics.failed(slug, inline, took);
    } else {
      metrics.succeeded(slug, inline, ack.replayed() ? 0 : ack.rows(), took);
    }
  }

  private IngestAck ingest(Context ctx, String slug, boolean flush) throws IOException {
    MediaTypes.requireJson(ctx);
    try (MemoryBudget.Share share = memory.share()) {
      byte[] bytes = RequestBody.readAll(ctx, config.ingestBodyLimitBytes(), share);
      IngestBody body = IngestBody.parse(bytes);
      IngestEnvelope envelope = body.envelope();
      @Nullable String key = envelope.idempotencyKey();
      @Nullable String table = envelope.tableName();
      IngestTarget target =
          new IngestTarget(
              slug,
              table == null ? TableName.DEFAULT_TABLE : table,
              envelope.schema(),
              canonicalKey(IngestFields.canonical(envelope.partitionKey())),
              envelope.partitionAttributes(),
              envelope.timeRange(),
              envelope.datasetName(),
              envelope.storageTargetId(),
              envelope.actor(),
              key == null ? idempotencyKey(ctx) : key,
              flush);
      return runner.run(target, repeatable(body));
    }
  }

  private static IngestRunner.RowSource repeatable(IngestBody body) {
    return new IngestRunner.RowSource() {
      @Override
      public void read(RowEncoder encoder) throws IOException {
        body.readRows(encoder);
      }

      @Override
      public boolean repeatable() {
        return true;
      }
    };
  }

  private IngestAck bulk(Context ctx, String slug, boolean flush) throws IOException {
    String mediaType = MediaTypes.bulk(ctx);
    QueryParameters query =
        new QueryParameters(ctx).closed("schema", "timeColumn", "partitionKey", FLUSH);
    String table = Names.table(ctx.pathParam("table"));
    String partitionKey =
        canonicalKey(
            IngestFields.canonical(BulkParameters.partitionKey(query.all("partitionKey"))));
    try (BulkRows.Body body =
        bulkRows.open(ctx, mediaType, query.one("schema"), query.one("timeColumn"))) {
      IngestTarget target =
          new IngestTarget(
              slug,
              table,
              body.schema(),
              partitionKey,
              Map.of(),
              null,
              null,
              null,
              null,
              idempotencyKey(ctx),
              flush);
      return runner.run(target, body);
    }
  }

  private static @Nullable String idempotencyKey(Context ctx) {
    @Nullable String key = ctx.header(IDEMPOTENCY_KEY);
    if (key != null && (key.isEmpty() || key.length() > IngestFields.MAX_KEY_CHARS)) {
      throw JsonFields.invalid(
          "the header '"
              + IDEMPOTENCY_KEY
              + "' has "
              + key.length()
              + " characters; accepted are 1 to "
              + IngestFields.MAX_KEY_CHARS);
    }
    return key;
  }

  private static String canonicalKey(String json) {
    if (json.length() > IngestFields.MAX_PARTITION_KEY_CHARS) {
      throw new TimestoreException(
          ErrorCode.INVALID_NAME,
          "the partition key takes "
              + json.length()
              + " characters as JSON; accepted are at most "
              + IngestFields.MAX_PARTITION_KEY_CHARS);
    }
    return json;
  }

  private static void write(Context ctx, IngestAck ack) {
    if (ack.replayed()) {
      ctx.header("x-timestore-replayed", "true");
    }
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    boolean inline = ack.manifest() != null;
    answer.put("mode", inline ? "inline" : "queued");
    if (inline) {
      answer.put("flushPending", false);
    }
    answer.put("jobId", ack.jobId());
    answer.put("sequence", ack.sequence());
    answer.put("rows", ack.rows());
    answer.put("watermark", ack.watermark());
    answer.put("durability", ack.durability());
    answer.put("dataset", ack.dataset());
    answer.put("storageTarget", ack.storageTarget());
    if (inline) {
      answer.put("manifest", ack.manifest());
    }
    Answers.json(ctx, inline ? 201 : 202, answer);
  }
}
