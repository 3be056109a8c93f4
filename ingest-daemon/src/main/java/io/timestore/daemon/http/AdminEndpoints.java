package io.timestore.daemon.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.Table;
import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.api.ApiJson;
import io.timestore.daemon.ingest.AdminService;
import io.timestore.daemon.rows.cell.JsonInput;
import java.io.IOException;
import java.util.Map;

/**
 * {@code POST /admin/datasets/{idOrSlug}/accept-loss} and {@code PUT
 * /admin/datasets/{idOrSlug}/tables/{table}/lanes}. Safe for use by many threads.
 */
final class AdminEndpoints {
  private static final long MAX_BODY_BYTES = 1 << 16;

  private final AdminService tables;
  private final MemoryBudget memory;

  AdminEndpoints(AdminService tables, MemoryBudget memory) {
    this.tables = tables;
    this.memory = memory;
  }

  void acceptLoss(Context ctx) throws IOException {
    Answers.json(ctx, 200, Map.of("ranges", tables.acceptLoss(ctx.pathParam("idOrSlug"))));
  }

  void setLanes(Context ctx) throws IOException {
    try (MemoryBudget.Share share = memory.share()) {
      byte[] bytes = RequestBody.readAll(ctx, MAX_BODY_BYTES, share);
      MediaTypes.requireJson(ctx);
      JsonNode lanes = ApiJson.mapper().readTree(bytes).path("lanes");
      if (!lanes.isInt()) {
        throw new TimestoreException(
            ErrorCode.INVALID_REQUEST, "the body is not {\"lanes\": n} with an integer n");
      }
      Table table =
          tables.setLanes(ctx.pathParam("idOrSlug"), ctx.pathParam("table"), lanes.intValue());
      Answers.json(ctx, 200, Map.of("lanes", table.lanes()));
    } catch (JsonProcessingException e) {
      throw JsonInput.malformed("the body", e);
    }
  }
}
