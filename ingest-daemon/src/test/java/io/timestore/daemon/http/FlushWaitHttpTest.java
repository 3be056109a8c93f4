package io.timestore.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.http.HttpFixture.Answer;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that wait for a flush hold no thread of the server, and their number is bounded. */
class FlushWaitHttpTest {
  private static final String BODY =
      "{\"schema\":{\"fields\":[{\"name\":\"timestamp\",\"type\":\"timestamp\"}]},"
          + "\"partition\":{\"key\":{},\"timeRange\":"
          + "{\"start\":\"2001-01-01T00:00:00Z\",\"end\":\"2001-02-28T00:00:00Z\"}},"
          + "\"rows\":[{\"timestamp\":\"2001-01-01T00:00:00Z\"}]}";
  private static final int BEYOND = 5;
  private HttpFixture http;

  @BeforeEach
  void start(@TempDir Path spool) {
    http = new HttpFixture(spool);
    http.service.flushed = new CompletableFuture<>();
  }

  @AfterEach
  void stop() {
    http.close();
  }

  private CompletableFuture<HttpResponse<String>> send(HttpClient client, String path) {
    return client.sendAsync(
        HttpRequest.newBuilder(http.uri(path))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(path.contains("flush=") ? BODY : ""))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private boolean waiting(int requests) {
    try {
      return http.get("/metrics").text().contains("timestore_flush_waiters " + requests + ".0");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void moreWaitThanTheServerHasThreads() throws Exception {
    assertThat(HttpFixture.FLUSH_WAITERS).isGreaterThan(HttpServer.MAX_THREADS);
    HttpClient client = HttpClient.newHttpClient();
    List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
    for (int i = 0; i < HttpFixture.FLUSH_WAITERS; i++) {
      String path =
          i % 2 == 0 ? IngestHttpTest.PATH + "?flush=true" : "/admin/datasets/flights/flush";
      waiting.add(send(client, path));
    }
    await(() -> waiting(HttpFixture.FLUSH_WAITERS));
    int staged = HttpFixture.FLUSH_WAITERS / 2;
    await(() -> http.service.committed() == staged);
    for (int i = 0; i < BEYOND; i++) {
      Answer refused = http.postJson(IngestHttpTest.PATH + "?flush=true", BODY);
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("retry-after")).hasValue("1");
    }
    assertThat(http.service.committed()).isEqualTo(staged);
    assertThat(http.postJson(IngestHttpTest.PATH, BODY).status()).isEqualTo(202);
    assertThat(http.get("/health").status()).isEqualTo(200);
    assertThat(waiting).noneMatch(CompletableFuture::isDone);
    http.service.flushed.complete(null);
    for (int i = 0; i < waiting.size(); i++) {
      assertThat(waiting.get(i).get(60, TimeUnit.SECONDS).statusCode())
          .isEqualTo(i % 2 == 0 ? 201 : 200);
    }
    await(() -> waiting(0));
  }

  @Test
  void aFlushThatIsNotInTimeIsAnsweredWithItsReason() throws Exception {
    CompletableFuture<HttpResponse<String>> late =
        send(HttpClient.newHttpClient(), IngestHttpTest.PATH + "?flush=true");
    await(() -> waiting(1));
    http.service.flushed.completeExceptionally(
        new TimestoreException(ErrorCode.TIMEOUT, "not flushed within 60000 ms"));
    HttpResponse<String> answer = late.get(60, TimeUnit.SECONDS);
    assertThat(answer.statusCode()).isEqualTo(504);
    assertThat(answer.body()).contains("not flushed within 60000 ms");
    await(() -> waiting(0));
  }

  @Test
  void aClientThatWentAwayHoldsItsSlotNoLongerThanTheWait() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.port())) {
      OutputStream out = socket.getOutputStream();
      byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
      out.write(
          ("POST "
                  + IngestHttpTest.PATH
                  + "?flush=true HTTP/1.1\r\nHost: x\r\n"
                  + "Content-Type: application/json\r\nContent-Length: "
                  + body.length
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.write(body);
      out.flush();
      await(() -> waiting(1));
    }
    http.service.flushed.completeExceptionally(new TimestoreException(ErrorCode.TIMEOUT, "late"));
    await(() -> waiting(0));
  }
}
