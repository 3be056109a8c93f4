package io.timestore.verify;

import io.timestore.embedded.StackComponent;
import io.timestore.verify.Violation.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One run: a cluster, clients, faults, and the verdict. For one thread. */
final class VerifyRun {
  private static final Logger LOG = Logger.getLogger(VerifyRun.class.getName());
  private static final long START_SECONDS = 90;
  private static final long DRAIN_SECONDS = 90;
  private static final long MUTATED_DRAIN_SECONDS = 15;
  private static final long FLOOD_DELAY_MILLIS = 400;
  private static final long CALM_SECONDS = 12;
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final VerifyOptions options;
  private final Consumer<String> progress;
  private final History history = new History();
  private final Acknowledgements acknowledgements = new Acknowledgements();
  private final Writer.Counts writes = new Writer.Counts();
  private final Reader.Counts reads = new Reader.Counts();
  private final AtomicInteger writerNumbers = new AtomicInteger();
  private final AtomicBoolean reading = new AtomicBoolean(true);
  private final Map<String, Long> memory = new TreeMap<>();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * Makes a run.
   *
   * @param progress is told what goes on, a line at a time
   */
  VerifyRun(VerifyOptions options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
  }

  History history() {
    return history;
  }

  VerifyResult run() throws InterruptedException {
    try (Cluster cluster = new Cluster(options.mutation(), options.daemonSettings())) {
      progress.accept("stack is up, logs in " + cluster.home());
      prepare(cluster);
      long began = System.nanoTime();
      long deadline = began + options.time().toNanos();
      Nemesis nemesis = new Nemesis(cluster, history, options.seed(), options.faults());
      List<Thread> writers = writers(cluster, deadline);
      List<Thread> readers = readers(cluster);
      List<Violation> early = options.flood() ? flood(cluster, deadline) : harm(nemesis, deadline);
      Duration toVerdict = Duration.ofNanos(System.nanoTime() - began);
      nemesis.heal();
      if (early.isEmpty()) {
        for (Thread writer : writers) {
          writer.join(TimeUnit.SECONDS.toMillis(2 * CALM_SECONDS));
        }
      }
      List<Violation> violations = new ArrayList<>(early);
      History.Read end = null;
      if (violations.isEmpty()) {
        drain(cluster, violations);
        lastRead(cluster, violations);
        end = ColdRead.of(cluster.stack().clickHouseUrl());
        toVerdict = Duration.ofNanos(System.nanoTime() - began);
      }
      reading.set(false);
      for (Thread reader : readers) {
        reader.join(TimeUnit.SECONDS.toMillis(early.isEmpty() ? 30 : 2));
      }
      Checker checker = new Checker(history);
      if (end != null) {
        violations.addAll(checker.check());
        violations.addAll(checker.checkEnd(end));
      }
      return result(nemesis, violations, end, toVerdict);
    }
  }

  private void prepare(Cluster cluster) throws InterruptedException {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (post(cluster, "/datasets/verify/ingest", Writer.emptyBody()) / 100 != 2) {
      if (System.nanoTime() > limit) {
        throw new IllegalStateException(
            "no daemon took a request within " + START_SECONDS + " s, see " + cluster.home());
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    int lanes =
        send(cluster, "PUT", "/admin/datasets/verify/tables/records/lanes", "{\"lanes\":2}");
    if (lanes != 200) {
      throw new IllegalStateException("the table did not get two lanes: " + lanes);
    }
  }

  private List<Thread> writers(Cluster cluster, long deadline) {
    long last = deadline + TimeUnit.SECONDS.toNanos(CALM_SECONDS);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < options.writers(); i++) {
      Writer writer =
          new Writer(
              history,
              cluster.urls(),
              writerNumbers,
              acknowledgements,
              writes,
              options.seed() * 1_000 + i,
              i % 4 != 3,
              options.rowsPerRequest());
      threads.add(
          start(
              "writer-" + i,
              () -> {
                while (System.nanoTime() < deadline && reading.get()) {
                  writer.write(last);
                }
              }));
    }
    return threads;
  }

  private List<Thread> readers(Cluster cluster) {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < options.readers(); i++) {
      long seed = options.seed() * 1_000 + 500 + i;
      threads.add(
          start(
              "reader-" + i,
              () -> {
                if (options.mutation() != null && !options.mutation().ofDaemon()) {
                  try (MutatedReader reader =
                      new MutatedReader(cluster, history, options.mutation())) {
                    while (reading.get()) {
                      reader.read();
                    }
                  }
                  return;
                }
                try (Reader reader = new Reader(cluster, history, acknowledgements, reads, seed)) {
                  while (reading.get()) {
                    boolean unused = reader.read();
                  }
                }
              }));
    }
    return threads;
  }

  private Thread start(String name, Runnable work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (RuntimeException e) {
                history.oddity(name + " ended with " + e);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Injects faults until the time is over; a broken protocol is looked at meanwhile. */
  private List<Violation> harm(Nemesis nemesis, long deadline) {
    long looked = System.nanoTime();
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
    while (System.nanoTime() < deadline) {
      if (options.mutation() != null) {
        MutationFaults.strike(nemesis, options.mutation());
        List<Violation> found = new Checker(history).check();
        if (!found.isEmpty()) {
          return found;
        }
      } else {
        nemesis.strike();
      }
      if (System.nanoTime() - looked > LOOK_NANOS) {
        looked = System.nanoTime();
        progress.accept(
            String.format(
                java.util.Locale.ROOT,
                "%d rows acknowledged, %d reads, %d faults, %d s left",
                writes.rows.get(),
                reads.reads.values().stream()
                    .mapToLong(java.util.concurrent.atomic.AtomicLong::get)
                    .sum(),
                nemesis.counts().values().stream().mapToInt(Integer::intValue).sum(),
                Math.max(0, TimeUnit.NANOSECONDS.toSeconds(deadline - looked))));
      }
    }
    return List.of();
  }

  /** Makes ClickHouse slow for the daemons until the time is over. */
  private List<Violation> flood(Cluster cluster, long deadline) throws InterruptedException {
    cluster.daemonsTo(StackComponent.ENGINE).delay(FLOOD_DELAY_MILLIS);
    history.fault("ClickHouse slow");
    while (System.nanoTime() < deadline) {
      TimeUnit.SECONDS.sleep(5);
      progress.accept(
          String.format(
              java.util.Locale.ROOT,
              "%d rows offered, %d acknowledged, %d requests answered 429",
              writes.offered.get(),
              writes.rows.get(),
              writes.refused.get()));
    }
    cluster.daemons().forEach(d -> memory.put("peak MB " + d.name(), PeakMemory.of(d.handle())));
    memory.put("peak MB redis", PeakMemory.of(cluster.stack().process(StackComponent.REDIS)));
    return List.of();
  }

  private void drain(Cluster cluster, List<Violation> violations) throws InterruptedException {
    progress.accept("all healed; flushing what is left");
    long seconds = options.mutation() == null ? DRAIN_SECONDS : MUTATED_DRAIN_SECONDS;
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    int status = 0;
    while (System.nanoTime() < limit) {
      status = post(cluster, "/admin/datasets/verify/flush", "");
      if (status == 200) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(300);
    }
    violations.add(
        new Violation(
            Kind.LOST,
            "rows could not be flushed within " + seconds + " s after all was healed: " + status,
            List.of()));
  }

  /** After everything is whole, statements have answers. */
  private void lastRead(Cluster cluster, List<Violation> violations) {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    try (Reader reader = new Reader(cluster, history, acknowledgements, reads, options.seed())) {
      while (!reader.read()) {
        if (System.nanoTime() > limit) {
          violations.add(
              new Violation(Kind.ODD, "no statement is answered after all was healed", List.of()));
          return;
        }
      }
    }
  }

  private int post(Cluster cluster, String path, String body) throws InterruptedException {
    return send(cluster, "POST", path, body);
  }

  private int send(Cluster cluster, String method, String path, String body)
      throws InterruptedException {
    for (String url : cluster.urls()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url + path))
              .header("content-type", "application/json")
              .timeout(Duration.ofSeconds(options.mutation() == null ? 70 : 10))
              .method(method, HttpRequest.BodyPublishers.ofString(body))
              .build();
      try {
        int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status < 500) {
          return status;
        }
      } catch (IOException e) {
        LOG.log(Level.FINE, url + " does not answer yet", e);
      }
    }
    return 0;
  }

  private VerifyResult result(
      Nemesis nemesis,
      List<Violation> violations,
      History.@org.jspecify.annotations.Nullable Read end,
      Duration time) {
    Map<String, Long> operations = new TreeMap<>();
    operations.put("ingest requests", writes.requests.get());
    operations.put("ingest repeated", writes.repeats.get());
    operations.put("rows offered", writes.offered.get());
    operations.putAll(memory);
    operations.put("ingest refused (429)", writes.refused.get());
    operations.put("ingest without known outcome", writes.unknown.get());
    reads.reads.forEach((kind, count) -> operations.put("read " + kind, count.get()));
    Map<String, Long> errors = new TreeMap<>();
    reads.errors.forEach((state, count) -> errors.put(state, count.get()));
    long found = end == null ? 0 : end.writers().stream().mapToLong(History.Seen::distinct).sum();
    return new VerifyResult(
        options.seed(),
        operations,
        nemesis.counts(),
        errors,
        writes.rows.get(),
        found,
        violations,
        time);
  }
}
