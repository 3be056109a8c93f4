package io.timestore.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.daemon.health.Health;
import io.timestore.daemon.http.HttpFixture.Answer;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Health, flush, and JSON for everything that is refused. */
class StatusHttpTest {
  private HttpFixture http;

  @BeforeEach
  void start(@TempDir Path spool) {
    http = new HttpFixture(spool);
  }

  @AfterEach
  void stop() {
    http.close();
  }

  @Test
  void healthAndReady() throws Exception {
    Answer health = http.get("/health");
    assertThat(health.status()).isEqualTo(200);
    assertThat(health.json().path("status").asText()).isEqualTo("ok");
    assertThat(health.json().at("/lifecycle/ready").asBoolean()).isTrue();
    assertThat(health.json().at("/lifecycle/lastError").isNull()).isTrue();
    assertThat(health.json().at("/features/streaming/hotBuffer/state").asText()).isEqualTo("ready");
    assertThat(http.get("/ready").json().path("status").asText()).isEqualTo("ready");
    assertThat(http.get("/driver/endpoints").json().path("redis").asText()).startsWith("redis:");
  }

  @Test
  void streamingStatusIsThatOfTheHotBuffer() throws Exception {
    assertThat(http.get("/streaming/status").text())
        .isEqualTo(
            "{\"enabled\":true,\"state\":\"ready\",\"reason\":null,"
                + "\"broker\":{\"configured\":false,\"reachable\":null,\"lastCheckedAt\":null,"
                + "\"error\":null},\"batchers\":{\"configured\":0,\"running\":0,\"failing\":0,"
                + "\"state\":\"disabled\",\"connectors\":[]},\"hotBuffer\":{\"enabled\":true,"
                + "\"state\":\"ready\",\"datasets\":3,\"healthy\":true,"
                + "\"lastRefreshAt\":\"2024-01-01T00:00:00.000Z\","
                + "\"lastIngestAt\":\"2023-12-31T23:59:53.000Z\"}}");
    http.status.health = HttpFixture.health(Health.State.UNAVAILABLE, "x", "Redis is away");
    Answer away = http.get("/streaming/status");
    assertThat(away.json().path("state").asText()).isEqualTo("degraded");
    assertThat(away.json().path("reason").asText()).isEqualTo("Redis is away");
    assertThat(away.json().at("/hotBuffer/healthy").asBoolean()).isFalse();
  }

  @Test
  void healthTellsOfEveryTask() throws Exception {
    assertThat(http.get("/health").json().path("tasks").toString())
        .isEqualTo(
            "[{\"name\":\"look\",\"periodMs\":1000,\"lastSuccessAt\":null,"
                + "\"lastSuccessAgeMs\":9000,\"failures\":4,\"late\":false,"
                + "\"lastError\":\"why\"}]");
  }

  @Test
  void unavailable() throws Exception {
    http.status.health = HttpFixture.health(Health.State.UNAVAILABLE, "no Redis", "no Redis");
    Answer health = http.get("/health");
    assertThat(health.status()).isEqualTo(503);
    assertThat(health.json().path("status").asText()).isEqualTo("unavailable");
    Answer ready = http.get("/ready");
    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.json().path("reason").asText()).isEqualTo("no Redis");
    http.status.health = HttpFixture.health(Health.State.DEGRADED, "slow", null);
    assertThat(http.get("/health").json().path("status").asText()).isEqualTo("degraded");
    assertThat(http.get("/ready").status()).isEqualTo(200);
  }

  @Test
  void flush() throws Exception {
    Answer flushed = http.postJson("/admin/datasets/flights/flush", "");
    assertThat(flushed.json().toString())
        .isEqualTo(
            "{\"mode\":\"inline\",\"status\":\"flushed\",\"batches\":2,\"rows\":10,"
                + "\"manifest\":{\"id\":\"m-1\",\"version\":3,\"shard\":\"2001-01-01\"}}");
    Answer noop = http.postJson("/v1/admin/datasets/nothing/flush", "{}");
    assertThat(noop.json().path("status").asText()).isEqualTo("noop");
    assertThat(noop.json().path("manifest").isNull()).isTrue();
    assertThat(http.postJson("/admin/datasets/gone/flush", "").status()).isEqualTo(404);
    Answer unknown = http.postJson("/admin/datasets/flights/flush", "{\"x\":1}");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.error()).contains("'x' is unknown");
    assertThat(http.postJson("/admin/datasets/flights/flush", "{").status()).isEqualTo(400);
  }

  @Test
  void unknownRoutesAndMethods() throws Exception {
    Answer route = http.get("/nothing/here");
    assertThat(route.status()).isEqualTo(404);
    assertThat(route.error()).isEqualTo("there is no GET /nothing/here in this API");
    Answer method = http.get("/datasets/flights/ingest");
    assertThat(method.status()).isEqualTo(404);
    assertThat(method.error()).contains("GET /datasets/flights/ingest");
    Answer delete = http.send(HttpRequest.newBuilder(http.uri("/health")).DELETE().build());
    assertThat(delete.status()).isEqualTo(404);
    assertThat(delete.error()).isNotEmpty();
    assertThat(http.get("/v1/health").status()).isEqualTo(404);
  }

  @Test
  void whatTheServerItselfRefusesIsJson() throws Exception {
    for (String target : new String[] {"/a%2Fb", "/%zz", "/a/%00", "/..%2f"}) {
      String answer = raw("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertThat(answer).as(target).startsWith("HTTP/1.1 4").contains("{\"error\":\"");
    }
    String huge = "x".repeat(20_000);
    assertThat(raw("GET / HTTP/1.1\r\nHost: x\r\nX: " + huge + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431")
        .contains("{\"error\":\"");
    assertThat(raw("nonsense\r\n\r\n")).startsWith("HTTP/1.1 4").contains("{\"error\":\"");
  }

  private String raw(String request) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.port())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
