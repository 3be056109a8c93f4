package io.timestore.daemon.http;

import io.javalin.http.Context;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.api.ApiJson;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes answers, good and bad. */
final class Answers {
  static final String RETRY_AFTER = "Retry-After";
  static final String RETRY_SECONDS = "1";

  private Answers() {}

  static void json(Context ctx, int status, Object body) {
    ctx.status(status).contentType(ApiJson.CONTENT_TYPE).result(ApiJson.write(body));
  }

  static void error(Context ctx, TimestoreException e) {
    if (e.code().retryable()) {
      ctx.header(RETRY_AFTER, RETRY_SECONDS);
    }
    json(ctx, e.code().httpStatus(), body(text(e), details(e)));
  }

  static void error(Context ctx, int status, String message) {
    json(ctx, status, body(message, Map.of()));
  }

  static Map<String, Object> body(String message, Map<String, ?> details) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", message);
    if (!details.isEmpty()) {
      body.put("details", details);
    }
    return body;
  }

  private static Map<String, ?> details(TimestoreException e) {
    Map<String, Object> details = new LinkedHashMap<>(e.details());
    if (e.code() == ErrorCode.SCHEMA_EVOLUTION || !details.isEmpty()) {
      details.putIfAbsent("code", e.code().name());
    }
    return details;
  }

  private static String text(TimestoreException e) {
    String message = e.getMessage();
    return message == null ? e.code().name() : message;
  }
}
