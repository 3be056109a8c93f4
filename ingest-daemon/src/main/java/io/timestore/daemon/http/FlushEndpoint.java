package io.timestore.daemon.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.timestore.daemon.api.ApiJson;
import io.timestore.daemon.ingest.FlushReport;
import io.timestore.daemon.ingest.IngestService;
import io.timestore.daemon.rows.cell.JsonInput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code POST /admin/datasets/{idOrSlug}/flush}. Safe for use by many threads. */
final class FlushEndpoint {
  private static final long MAX_BODY_BYTES = 1 << 16;

  private final IngestService service;
  private final MemoryBudget memory;
  private final FlushWaiters waiters;

  FlushEndpoint(IngestService service, MemoryBudget memory, FlushWaiters waiters) {
    this.service = service;
    this.memory = memory;
    this.waiters = waiters;
  }

  void flush(Context ctx) throws IOException {
    requireNoFields(ctx);
    try (FlushWaiters.Slot slot = waiters.enter()) {
      slot.answer(
          ctx,
          service.flush(ctx.pathParam("idOrSlug"), waiters.atMost()),
          report -> write(ctx, report));
    }
  }

  private static void write(Context ctx, FlushReport report) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("mode", "inline");
    body.put("status", report.batches() > 0 ? "flushed" : "noop");
    body.put("batches", report.batches());
    body.put("rows", report.rows());
    body.put("manifest", report.manifest());
    Answers.json(ctx, 200, body);
  }

  /** The request has no body, or an empty object. */
  private void requireNoFields(Context ctx) throws IOException {
    try (MemoryBudget.Share share = memory.share()) {
      byte[] bytes = RequestBody.readAll(ctx, MAX_BODY_BYTES, share);
      if (bytes.length == 0) {
        return;
      }
      MediaTypes.requireJson(ctx);
      JsonNode node = ApiJson.mapper().readTree(bytes);
      if (!node.isMissingNode()) {
        JsonFields.of("", node).closed();
      }
    } catch (JsonProcessingException e) {
      throw JsonInput.malformed("the body", e);
    }
  }
}
