package io.timestore.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.timestore.embedded.StackException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The daemon's HTTP API as a producer uses it. Safe for use by many threads. */
final class DaemonApi {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;
  private static final int FIRST_ERROR = 400;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;

  DaemonApi(String url) {
    this.url = url.replaceAll("/$", "");
  }

  /**
   * What the daemon answered.
   *
   * @param replayed whether it had seen the idempotency key before, and stored nothing
   */
  record Ack(JsonNode body, boolean replayed) {}

  /** Makes a dataset's table, with no rows, if it is not there. */
  void createTable(String dataset, String fields, String start, String end) throws IOException {
    ingest(dataset, fields, start, end, List.of(), "demo-create-" + dataset);
  }

  /** Sends rows, each a JSON object, under an idempotency key. */
  Ack ingest(String dataset, String fields, String start, String end, List<String> rows, String key)
      throws IOException {
    String body =
        """
        {"schema":{"fields":%s},"partition":{"key":{},"timeRange":{"start":"%s","end":"%s"}},\
        "idempotencyKey":"%s","rows":[%s]}"""
            .formatted(fields, start, end, key, String.join(",", rows));
    return post(
        "/datasets/" + dataset + "/ingest",
        "application/json",
        HttpRequest.BodyPublishers.ofString(body),
        "");
  }

  /** Sends a file's rows to the bulk end point under an idempotency key. */
  Ack bulk(String dataset, Path body, String contentType, String key) throws IOException {
    return post(
        "/datasets/" + dataset + "/tables/records/rows",
        contentType,
        HttpRequest.BodyPublishers.ofFile(body),
        key);
  }

  /** Returns when everything acknowledged so far is in ClickHouse. */
  void flush(String dataset) throws IOException {
    post(
        "/admin/datasets/" + dataset + "/flush",
        "application/json",
        HttpRequest.BodyPublishers.ofString("{}"),
        "");
  }

  private Ack post(
      String path, String contentType, HttpRequest.BodyPublisher body, String idempotencyKey)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("content-type", contentType)
            .POST(body);
    if (!idempotencyKey.isEmpty()) {
      request.header("idempotency-key", idempotencyKey);
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      HttpResponse<byte[]> response = send(request.build());
      int status = response.statusCode();
      boolean busy = status == TOO_MANY_REQUESTS || status == UNAVAILABLE;
      if (status < FIRST_ERROR) {
        boolean replayed =
            response.headers().firstValue("x-timestore-replayed").orElse("").equals("true");
        return new Ack(JSON.readTree(response.body()), replayed);
      }
      if (!busy || System.nanoTime() > deadline) {
        throw new IOException(
            "%s answered %d: %s"
                .formatted(
                    url + path, status, new String(response.body(), StandardCharsets.UTF_8)));
      }
      pause(response);
    }
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted", e);
    }
  }

  /** The daemon says how long to wait when it is busy. */
  private static void pause(HttpResponse<byte[]> response) {
    long seconds = response.headers().firstValueAsLong("retry-after").orElse(1);
    try {
      TimeUnit.SECONDS.sleep(Math.min(seconds, 5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted", e);
    }
  }
}
