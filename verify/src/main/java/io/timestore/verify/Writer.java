package io.timestore.verify;

import io.timestore.verify.check.Acknowledgements;
import io.timestore.verify.check.History;
import io.timestore.verify.check.Rows;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A client that appends rows, one request at a time. With idempotency keys it repeats a request
 * until it is acknowledged. Without, it gives up a writer's number after an outcome that it cannot
 * know, and goes on under a new one. For one thread.
 */
final class Writer {
  private static final Instant FIRST = Instant.parse("2001-01-01T00:00:00Z");
  private static final long SPAN_SECONDS = Duration.ofDays(85).toSeconds();
  private static final long FULL_PAUSE_NANOS = 2_000_000;
  private static final long UNKNOWN_PAUSE_NANOS = 300_000_000;
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  /** What writers count together. */
  static final class Counts {
    final AtomicLong rows = new AtomicLong();
    final AtomicLong requests = new AtomicLong();
    final AtomicLong repeats = new AtomicLong();
    final AtomicLong refused = new AtomicLong();
    final AtomicLong unknown = new AtomicLong();
    final AtomicLong offered = new AtomicLong();
  }

  private final History history;
  private final List<String> urls;
  private final AtomicInteger numbers;
  private final Acknowledgements acknowledgements;
  private final Counts counts;
  private final Random random;
  private final boolean keyed;
  private final int mostRows;
  private int writer;
  private long last;

  Writer(
      History history,
      List<String> urls,
      AtomicInteger numbers,
      Acknowledgements acknowledgements,
      Counts counts,
      long seed,
      boolean keyed,
      int mostRows) {
    this.history = history;
    this.urls = urls;
    this.numbers = numbers;
    this.acknowledgements = acknowledgements;
    this.counts = counts;
    this.random = new Random(seed);
    this.keyed = keyed;
    this.mostRows = mostRows;
    this.writer = numbers.incrementAndGet();
  }

  /** The body that makes the table. */
  static String emptyBody() {
    return body(0, 0, 0, new Random(0));
  }

  private static String body(int writer, long from, long to, Random random) {
    StringBuilder rows = new StringBuilder();
    for (long n = from; n < to; n++) {
      Instant time = FIRST.plusSeconds((long) (random.nextDouble() * SPAN_SECONDS));
      rows.append(rows.isEmpty() ? "" : ",")
          .append("{\"timestamp\":\"")
          .append(time)
          .append("\",\"writer\":")
          .append(writer)
          .append(",\"n\":")
          .append(n)
          .append(",\"v\":")
          .append(Rows.value(n))
          .append("}");
    }
    return "{\"schema\":{\"fields\":[{\"name\":\"timestamp\",\"type\":\"timestamp\"},"
        + "{\"name\":\"writer\",\"type\":\"integer\"},{\"name\":\"n\",\"type\":\"integer\"},"
        + "{\"name\":\"v\",\"type\":\"integer\"}]},\"partition\":{\"key\":{\"w\":\""
        + writer
        + "\"},\"timeRange\":{\"start\":\"2000-01-01T00:00:00Z\",\"end\":\"2030-01-01T00:00:00Z\"}},"
        + "\"rows\":["
        + rows
        + "]}";
  }

  /** Sends one request, and again until it is acknowledged, given up or the time is over. */
  void write(long deadlineNanos) {
    long upTo = last + 1 + random.nextInt(mostRows);
    String body = body(writer, last + 1, upTo + 1, random);
    history.sent(writer, upTo);
    counts.requests.incrementAndGet();
    while (System.nanoTime() < deadlineNanos) {
      counts.offered.addAndGet(upTo - last);
      int status = send(body, keyed ? writer + "-" + upTo : null);
      if (status / 100 == 2) {
        history.acknowledged(writer, upTo);
        acknowledgements.acknowledged(writer, upTo);
        counts.rows.addAndGet(upTo - last);
        last = upTo;
        return;
      }
      if (status / 100 == 4 && status != 429) {
        history.oddity("an ingest was answered " + status);
        return;
      }
      counts.refused.addAndGet(status == 429 ? 1 : 0);
      if (!keyed && status != 429) {
        counts.unknown.incrementAndGet();
        LockSupport.parkNanos(UNKNOWN_PAUSE_NANOS);
        writer = numbers.incrementAndGet();
        last = 0;
        return;
      }
      counts.repeats.incrementAndGet();
      LockSupport.parkNanos(
          status == 429 ? FULL_PAUSE_NANOS : 20_000_000L + random.nextInt(60_000_000));
    }
    writer = numbers.incrementAndGet();
    last = 0;
  }

  /** The status, or 0 if there was no answer. */
  private int send(String body, @org.jspecify.annotations.Nullable String key) {
    String url = urls.get(random.nextInt(urls.size())) + "/datasets/verify/ingest";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .header("content-type", "application/json")
            .timeout(Duration.ofSeconds(8))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (key != null) {
      request.header("idempotency-key", key);
    }
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}
