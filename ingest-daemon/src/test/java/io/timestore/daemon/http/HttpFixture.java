package io.timestore.daemon.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.timestore.daemon.api.ApiJson;
import io.timestore.daemon.health.DaemonStatus;
import io.timestore.daemon.health.Health;
import io.timestore.daemon.health.HotBufferHealth;
import io.timestore.daemon.rows.RowLimits;
import io.timestore.daemon.schedule.TaskState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A real HTTP server over a fake ingest service, and a client for it. */
final class HttpFixture implements AutoCloseable {
  static final int LIMIT_BYTES = 1 << 20;
  static final int FLUSH_WAITERS = 160;

  final FakeIngestService service = new FakeIngestService();
  final FakeStatus status = new FakeStatus();
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  HttpFixture(Path spool) {
    HttpConfig config =
        new HttpConfig(
            "127.0.0.1",
            0,
            2L * LIMIT_BYTES,
            LIMIT_BYTES,
            64 << 20,
            spool,
            RowLimits.DEFAULT,
            FLUSH_WAITERS,
            Duration.ofSeconds(30));
    Clock clock = Clock.fixed(Instant.parse("2024-01-01T00:00:00Z"), ZoneOffset.UTC);
    server =
        HttpServer.start(
            config,
            service,
            new FakeAdminService(),
            status,
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            clock);
  }

  int port() {
    return server.port();
  }

  /** An answer with its JSON body. */
  record Answer(int status, JsonNode json, String text, HttpResponse<byte[]> response) {
    String error() {
      return json.path("error").asText();
    }

    Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)).GET().build());
  }

  Answer post(String path, byte[] body, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    return send(request.build());
  }

  Answer postJson(String path, String body) throws IOException, InterruptedException {
    return post(
        path,
        body.getBytes(StandardCharsets.UTF_8),
        Map.of("content-type", "application/json; charset=utf-8"));
  }

  Answer postBulk(String path, String type, String body) throws IOException, InterruptedException {
    return post(path, body.getBytes(StandardCharsets.UTF_8), Map.of("content-type", type));
  }

  Answer send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    String text = new String(response.body(), StandardCharsets.UTF_8);
    boolean json =
        response.headers().firstValue("content-type").orElse("").startsWith("application/json");
    JsonNode node = json ? ApiJson.mapper().readTree(text) : ApiJson.mapper().nullNode();
    return new Answer(response.statusCode(), node, text, response);
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  static Health health(
      Health.State state, @Nullable String reason, @Nullable String hotBufferProblem) {
    Instant refreshed = Instant.parse("2024-01-01T00:00:00Z");
    HotBufferHealth hot =
        new HotBufferHealth(3, 42, hotBufferProblem, refreshed, refreshed.minusSeconds(7));
    TaskState task =
        new TaskState("look", Duration.ofSeconds(1), null, Duration.ofSeconds(9), 4, "why", false);
    return new Health(state, reason, hot, List.of(task));
  }

  @Override
  public void close() {
    server.close();
  }

  /** A daemon whose state a test sets. */
  static final class FakeStatus implements DaemonStatus {
    volatile Health health = HttpFixture.health(Health.State.OK, null, null);

    @Override
    public Health health() {
      return health;
    }

    @Override
    public Object driverEndpoints() {
      return Map.of("redis", "redis://127.0.0.1:1");
    }
  }
}
