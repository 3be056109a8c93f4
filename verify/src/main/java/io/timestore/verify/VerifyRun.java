package io.timestore.verify;

import io.timestore.embedded.StackComponent;
import io.timestore.verify.check.Acknowledgements;
import io.timestore.verify.check.Checker;
import io.timestore.verify.check.History;
import io.timestore.verify.check.Violation;
import io.timestore.verify.check.Violation.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run: a cluster, clients, faults, and the verdict. For one thread. */
final class VerifyRun {
  private static final long START_SECONDS = 240;
  private static final long DRAIN_SECONDS = 90;
  private static final long MUTATED_DRAIN_SECONDS = 30;
  private static final long FLOOD_DELAY_MILLIS = 400;
  private static final long CALM_SECONDS = 12;
  private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Heap, and what the JVM needs beside it: code, classes, threads, buffers of connections. */
  private static final long DAEMON_LIMIT_MB = DaemonChild.HEAP_MB + 300L;

  /** The rows that may wait, which are some MB, and what Redis needs to write its file anew. */
  private static final long REDIS_LIMIT_MB = 100;

  private final VerifyOptions options;
  private final Consumer<String> progress;
  private final History history = new History();
  private final Acknowledgements acknowledgements = new Acknowledgements();
  private final Writer.Counts writes = new Writer.Counts();
  private final Reader.Counts reads = new Reader.Counts();
  private final AtomicInteger writerNumbers = new AtomicInteger();
  private final AtomicBoolean reading = new AtomicBoolean(true);
  private final AtomicBoolean writing = new AtomicBoolean(true);
  private final Map<String, Long> memory = new LinkedHashMap<>();
  private final List<Violation> overLimit = new ArrayList<>();

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
      List<Violation> early =
          options.flood() ? flood(cluster, deadline) : harm(cluster, nemesis, deadline);
      Duration toVerdict = Duration.ofNanos(System.nanoTime() - began);
      writing.set(false);
      nemesis.heal();
      List<Violation> violations = new ArrayList<>(early);
      History.Read end = null;
      if (early.isEmpty()) {
        for (Thread writer : writers) {
          writer.join(TimeUnit.SECONDS.toMillis(2 * CALM_SECONDS));
        }
        drain(cluster, violations);
        lastRead(cluster, violations);
        end = ColdRead.of(cluster.stack().clickHouseUrl());
        toVerdict = Duration.ofNanos(System.nanoTime() - began);
      }
      reading.set(false);
      for (Thread reader : readers) {
        reader.join(TimeUnit.SECONDS.toMillis(early.isEmpty() ? 30 : 2));
      }
      if (end != null) {
        judge(end, violations);
      }
      if (!violations.isEmpty() && options.mutation() == null) {
        keepLogs(cluster);
      }
      return result(nemesis, violations, end, toVerdict);
    }
  }

  private void judge(History.Read end, List<Violation> violations) {
    Checker checker = new Checker(history);
    violations.addAll(checker.check());
    violations.addAll(checker.checkEnd(end));
    violations.addAll(overLimit);
    proveSomething(violations);
  }

  /** A run in which nothing was acknowledged or nothing read proves nothing. */
  private void proveSomething(List<Violation> violations) {
    if (writes.rows.get() == 0 || history.reads().isEmpty()) {
      String what =
          "nothing was proven: %d rows acknowledged, %d reads answered"
              .formatted(writes.rows.get(), history.reads().size());
      violations.add(new Violation(Kind.ODD, what, List.of()));
    }
  }

  private DaemonCalls daemons(Cluster cluster) {
    return new DaemonCalls(
        cluster.urls(), Duration.ofSeconds(options.mutation() == null ? 70 : 20));
  }

  private void keepLogs(Cluster cluster) {
    try {
      Path folder = Files.createTempDirectory("timestore-verify-" + options.seed() + "-");
      cluster.keepLogs(folder);
      progress.accept("the daemons' logs are kept in " + folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void prepare(Cluster cluster) throws InterruptedException {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (daemons(cluster).post("/datasets/verify/ingest", Writer.emptyBody()) / 100 != 2) {
      if (System.nanoTime() > limit) {
        throw new IllegalStateException(
            "no daemon took a request within " + START_SECONDS + " s, see " + cluster.home());
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    int lanes =
        daemons(cluster)
            .send("PUT", "/admin/datasets/verify/tables/records/lanes", "{\"lanes\":2}");
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
                while (System.nanoTime() < deadline && writing.get()) {
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
              } catch (RuntimeException | Error e) {
                history.oddity(name + " ended with " + e);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Injects faults until the time is over; a broken protocol is looked at meanwhile. */
  private List<Violation> harm(Cluster cluster, Nemesis nemesis, long deadline) {
    long told = System.nanoTime();
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
    int struck = 0;
    while (System.nanoTime() < deadline && struck < mostStrikes()) {
      if (options.mutation() != null) {
        struck += MutationFaults.strike(nemesis, options.mutation()) ? 1 : 0;
        List<Violation> found = new ArrayList<>(new Checker(history).check());
        found.addAll(twiceInClickHouse(cluster));
        if (!found.isEmpty()) {
          return found;
        }
      } else {
        nemesis.strike();
      }
      if (System.nanoTime() - told > TELL_NANOS) {
        told = System.nanoTime();
        tell(nemesis, deadline - told);
      }
    }
    return List.of();
  }

  /** A sound flush never brings a row into ClickHouse twice, not even above the watermark. */
  private List<Violation> twiceInClickHouse(Cluster cluster) {
    return new Checker(history)
        .checkEnd(ColdRead.of(cluster.stack().clickHouseUrl())).stream()
            .filter(violation -> violation.kind() == Kind.DUPLICATED)
            .toList();
  }

  /** Early trimming shows when what is left cannot be flushed, not in what is read. */
  private int mostStrikes() {
    return options.mutation() == Mutation.TRIM_EARLY ? 2 : Integer.MAX_VALUE;
  }

  private void tell(Nemesis nemesis, long nanosLeft) {
    progress.accept(
        String.format(
            Locale.ROOT,
            "%3d s left: %d rows acknowledged, %d reads answered, %d failed, %d faults",
            Math.max(0, TimeUnit.NANOSECONDS.toSeconds(nanosLeft)),
            writes.rows.get(),
            reads.reads.values().stream().mapToLong(AtomicLong::get).sum(),
            reads.errors.values().stream().mapToLong(AtomicLong::get).sum(),
            nemesis.counts().values().stream().mapToInt(Integer::intValue).sum()));
  }

  /** Makes ClickHouse slow for the daemons until the time is over. */
  private List<Violation> flood(Cluster cluster, long deadline) throws InterruptedException {
    cluster.daemonsTo(StackComponent.ENGINE).delay(FLOOD_DELAY_MILLIS);
    history.fault("ClickHouse slow");
    while (System.nanoTime() < deadline) {
      TimeUnit.SECONDS.sleep(5);
      progress.accept(
          String.format(
              Locale.ROOT,
              "%d rows offered, %d acknowledged, %d requests answered 429",
              writes.offered.get(),
              writes.rows.get(),
              writes.refused.get()));
    }
    for (DaemonChild daemon : cluster.daemons()) {
      peak(daemon.name(), daemon.handle(), DAEMON_LIMIT_MB);
    }
    peak("redis", cluster.stack().process(StackComponent.REDIS), REDIS_LIMIT_MB);
    return List.of();
  }

  private void peak(String name, ProcessHandle process, long limit) {
    long peak = PeakMemory.of(process);
    memory.put("peak MB of " + name, peak);
    memory.put("limit MB of " + name, limit);
    if (peak > limit) {
      String what = name + " took " + peak + " MB; its limit is " + limit + " MB";
      overLimit.add(new Violation(Kind.MEMORY, what, List.of()));
    }
  }

  private void drain(Cluster cluster, List<Violation> violations) throws InterruptedException {
    progress.accept("all healed; flushing what is left");
    long seconds = options.mutation() == null ? DRAIN_SECONDS : MUTATED_DRAIN_SECONDS;
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < limit) {
      if (daemons(cluster).post("/admin/datasets/verify/flush", "") == 200) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(300);
    }
    String why = daemons(cluster).health();
    violations.add(
        new Violation(
            Kind.LOST,
            "rows could not be flushed within " + seconds + " s after all was healed: " + why,
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

  private VerifyResult result(
      Nemesis nemesis, List<Violation> violations, History.@Nullable Read end, Duration time) {
    Map<String, Long> operations = new LinkedHashMap<>();
    operations.put("ingest requests", writes.requests.get());
    operations.put("ingest repeated", writes.repeats.get());
    operations.put("rows offered", writes.offered.get());
    operations.put("ingest refused (429)", writes.refused.get());
    operations.put("ingest without known outcome", writes.unknown.get());
    new TreeMap<>(reads.reads).forEach((kind, n) -> operations.put("read " + kind, n.get()));
    operations.putAll(memory);
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
