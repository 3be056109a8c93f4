package io.timestore.daemon.http;

import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.timestore.daemon.health.DaemonStatus;
import io.timestore.daemon.health.Health;
import io.timestore.daemon.health.HotBufferHealth;
import io.timestore.daemon.schedule.TaskState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The end points about the daemon itself. Safe for use by many threads. */
final class StatusEndpoints {
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final DaemonStatus status;
  private final PrometheusMeterRegistry metrics;

  StatusEndpoints(DaemonStatus status, PrometheusMeterRegistry metrics) {
    this.status = status;
    this.metrics = metrics;
  }

  /** {@code GET /health}. */
  void health(Context ctx) {
    Health health = status.health();
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("status", word(health.state()));
    body.put("lifecycle", lifecycle(health));
    body.put("features", Map.of("streaming", streaming(health)));
    body.put("tasks", health.tasks().stream().map(StatusEndpoints::task).toList());
    Answers.json(ctx, isUp(health) ? OK : UNAVAILABLE, body);
  }

  /** {@code GET /ready}. */
  void ready(Context ctx) {
    Health health = status.health();
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    if (isUp(health)) {
      body.put("status", "ready");
    } else {
      body.put("status", "unavailable");
      body.put("reason", health.reason());
      body.put("lifecycle", lifecycle(health));
    }
    body.put("features", Map.of("streaming", streaming(health)));
    Answers.json(ctx, isUp(health) ? OK : UNAVAILABLE, body);
  }

  /** {@code GET /streaming/status}. */
  void streaming(Context ctx) {
    Answers.json(ctx, OK, streaming(status.health()));
  }

  /** {@code GET /metrics}. */
  void metrics(Context ctx) {
    ctx.contentType("text/plain; version=0.0.4; charset=utf-8").result(metrics.scrape());
  }

  /** {@code GET /driver/endpoints}. */
  void driverEndpoints(Context ctx) {
    Answers.json(ctx, OK, status.driverEndpoints());
  }

  private static boolean isUp(Health health) {
    return health.state() != Health.State.UNAVAILABLE;
  }

  private static String word(Health.State state) {
    return switch (state) {
      case OK -> "ok";
      case DEGRADED -> "degraded";
      case UNAVAILABLE -> "unavailable";
    };
  }

  private static Map<String, @Nullable Object> lifecycle(Health health) {
    Map<String, @Nullable Object> lifecycle = new LinkedHashMap<>();
    lifecycle.put("inline", true);
    lifecycle.put("ready", isUp(health));
    lifecycle.put("lastError", health.reason());
    return lifecycle;
  }

  private static Map<String, @Nullable Object> task(TaskState state) {
    Map<String, @Nullable Object> task = new LinkedHashMap<>();
    task.put("name", state.name());
    task.put("periodMs", state.period().toMillis());
    task.put("lastSuccessAt", state.lastSuccessAt());
    task.put("lastSuccessAgeMs", state.age().toMillis());
    task.put("failures", state.failures());
    task.put("late", state.late());
    task.put("lastError", state.lastError());
    return task;
  }

  /** The daemon has no broker and no batchers. Their fields stay for clients that read them. */
  private static Map<String, @Nullable Object> streaming(Health health) {
    HotBufferHealth hot = health.hotBuffer();
    String state = hot.healthy() ? "ready" : "degraded";
    Map<String, @Nullable Object> broker = new LinkedHashMap<>();
    broker.put("configured", false);
    broker.put("reachable", null);
    broker.put("lastCheckedAt", null);
    broker.put("error", null);
    Map<String, @Nullable Object> batchers = new LinkedHashMap<>();
    batchers.put("configured", 0);
    batchers.put("running", 0);
    batchers.put("failing", 0);
    batchers.put("state", "disabled");
    batchers.put("connectors", List.of());
    Map<String, @Nullable Object> hotBuffer = new LinkedHashMap<>();
    hotBuffer.put("enabled", true);
    hotBuffer.put("state", state);
    hotBuffer.put("datasets", hot.datasets());
    hotBuffer.put("healthy", hot.healthy());
    hotBuffer.put("lastRefreshAt", hot.lastRefreshAt());
    hotBuffer.put("lastIngestAt", hot.lastIngestAt());
    Map<String, @Nullable Object> streaming = new LinkedHashMap<>();
    streaming.put("enabled", true);
    streaming.put("state", state);
    streaming.put("reason", hot.problem());
    streaming.put("broker", broker);
    streaming.put("batchers", batchers);
    streaming.put("hotBuffer", hotBuffer);
    return streaming;
  }
}
