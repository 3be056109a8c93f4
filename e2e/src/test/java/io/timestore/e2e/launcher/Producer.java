package io.timestore.e2e.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends rows with a key per request, and each request until it is acknowledged, as a careful client
 * does: again after a broken connection, a time-out, 429 and any 5xx.
 */
final class Producer implements Runnable {
  static final int ROWS_PER_REQUEST = 20;
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);

  private final String name;
  private final URI target;
  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicInteger repeated = new AtomicInteger();
  private final AtomicReference<@Nullable String> refusal = new AtomicReference<>();
  private volatile boolean last;

  Producer(String name, int port) {
    this.name = name;
    this.target = URI.create("http://127.0.0.1:" + port + "/datasets/weather/ingest");
  }

  /** Requests that were acknowledged. */
  int acknowledged() {
    return acknowledged.get();
  }

  /** Attempts that had to be made again. */
  int repeated() {
    return repeated.get();
  }

  /** An answer that no repetition cures; null if there was none. */
  @Nullable String refusal() {
    return refusal.get();
  }

  /** Lets the request that is under way, or the first one, be acknowledged, and sends no other. */
  void finish() {
    last = true;
  }

  @Override
  public void run() {
    try {
      do {
        HttpRequest request = request(acknowledged.get());
        while (!accepted(request)) {
          repeated.incrementAndGet();
          TimeUnit.MILLISECONDS.sleep(200);
        }
        acknowledged.incrementAndGet();
      } while (!last && refusal.get() == null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean accepted(HttpRequest request) throws InterruptedException {
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      int status = answer.statusCode();
      if (status >= 400 && status < 500 && status != 429) {
        refusal.set(status + ": " + answer.body());
        return true;
      }
      return status < 400;
    } catch (IOException e) {
      return false;
    }
  }

  private HttpRequest request(int number) {
    String rows =
        IntStream.range(0, ROWS_PER_REQUEST)
            .mapToObj(
                row ->
                    "{\"timestamp\":\"2026-01-01T00:10:00Z\",\"id\":%d}"
                        .formatted(number * ROWS_PER_REQUEST + row))
            .collect(Collectors.joining(","));
    String body =
        """
        {"schema": {"fields": [{"name": "timestamp", "type": "timestamp"},
                               {"name": "id", "type": "integer"}]},
         "partition": {"key": {"producer": "%s"},
                       "timeRange": {"start": "2026-01-01T00:00:00Z",
                                     "end": "2026-01-01T01:00:00Z"}},
         "idempotencyKey": "%s-%d", "rows": [%s]}"""
            .formatted(name, name, number, rows);
    return HttpRequest.newBuilder(target)
        .header("content-type", "application/json")
        .timeout(LONGEST_ANSWER)
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }
}
