package io.timestore.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A producer that sends small batches at a steady pace, some of them twice, and the oldest rows
 * late. Others may ask at any time how many rows have been acknowledged.
 */
final class LiveStream {
  private static final long PACE_MILLIS = 60;
  private static final int EVERY_NTH_TWICE = 10;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DaemonApi daemon;
  private final List<List<String>> batches;
  private final int firstLate;
  private final AtomicLong begun;
  private final AtomicLong acknowledged;
  private final Thread thread = new Thread(this::run, "live-stream");
  private int sentTwice;
  private int replayed;
  private long lateRows;
  private volatile @Nullable Exception failure;

  /**
   * @param rowsBefore how many rows the table has when the stream begins
   */
  LiveStream(DaemonApi daemon, FlightsFile.Bodies bodies, long rowsBefore) {
    this.daemon = daemon;
    this.batches = new ArrayList<>(bodies.batches());
    this.firstLate = batches.size() / 2;
    this.batches.addAll(firstLate, bodies.late());
    this.begun = new AtomicLong(rowsBefore);
    this.acknowledged = new AtomicLong(rowsBefore);
    for (List<String> batch : bodies.late()) {
      lateRows += batch.size();
    }
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      for (int i = 0; i < batches.size(); i++) {
        long began = System.nanoTime();
        send(i);
        long spent = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        TimeUnit.MILLISECONDS.sleep(Math.max(0, PACE_MILLIS - spent));
      }
    } catch (IOException | RuntimeException e) {
      failure = e;
    } catch (InterruptedException e) {
      failure = e;
      Thread.currentThread().interrupt();
    }
  }

  private void send(int number) throws IOException {
    List<String> batch = batches.get(number);
    begun.addAndGet(batch.size());
    DaemonApi.Ack ack = ingest(number, batch);
    if (!ack.replayed()) {
      acknowledged.addAndGet(batch.size());
    }
    if (number % EVERY_NTH_TWICE == 0) {
      sentTwice++;
      if (ingest(number, batch).replayed()) {
        replayed++;
      }
    }
  }

  private DaemonApi.Ack ingest(int number, List<String> batch) throws IOException {
    String first = time(batch.get(0));
    String last = time(batch.get(batch.size() - 1));
    return daemon.ingest(
        Tables.FLIGHTS, Flights.FIELDS, first, last, batch, "demo-stream-flights-" + number);
  }

  private static String time(String row) throws IOException {
    JsonNode json = JSON.readTree(row);
    return json.get("date").asText();
  }

  /** Rows that were acknowledged: every statement that starts now must see them. */
  long acknowledged() {
    return acknowledged.get();
  }

  /** Rows that were sent, acknowledged or not: no statement that has ended saw more. */
  long begun() {
    return begun.get();
  }

  /** Returns when all has been sent. */
  void await() throws IOException {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw new IOException("the stream of small batches failed: " + failure.getMessage(), failure);
    }
  }

  /** What was sent; read it after {@link #await}. */
  DemoReport.Stream report() {
    long rows = batches.stream().mapToLong(List::size).sum();
    return new DemoReport.Stream(batches.size(), rows, lateRows, sentTwice, replayed);
  }
}
