package io.timestore.daemon.schedule;

import io.timestore.core.model.TimestoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that is repeated on a thread of its own, with a fixed pause between two runs. A run that
 * throws anything, an {@link Error} too, is counted and followed by the next run. A failure is
 * logged when it begins, when it changes and when it ends. Safe for many threads; runs never
 * overlap.
 */
public final class ScheduledTask implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ScheduledTask.class);

  /** A task is late after this many periods without success, but not before {@link #PATIENCE}. */
  static final int LATE_PERIODS = 3;

  /** Short periods are not judged by less: a busy machine may pause a thread for seconds. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private final String name;
  private final Duration period;
  private final Runnable work;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final ScheduledExecutorService thread;
  private volatile @Nullable Instant lastSuccessAt;
  private volatile long lastSuccessNanos;
  private volatile long failures;
  private volatile @Nullable String lastError;
  private volatile boolean closed;

  ScheduledTask(String name, Duration period, Runnable work, Clock clock, LongSupplier nanoTime) {
    this.name = name;
    this.period = period;
    this.work = work;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.lastSuccessNanos = nanoTime.getAsLong();
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            run -> {
              Thread made = new Thread(run, "timestore-" + name);
              made.setDaemon(true);
              return made;
            });
  }

  /** Runs for the first time after one period. */
  public void start() {
    start(period);
  }

  /** Runs for the first time after a delay. */
  public void start(Duration delay) {
    lastSuccessNanos = nanoTime.getAsLong();
    var unused =
        thread.scheduleWithFixedDelay(
            this::runNow, delay.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** One run on the calling thread, which must not overlap another. Throws nothing. */
  public void runNow() {
    try {
      work.run();
      succeeded();
    } catch (Throwable e) {
      failed(e);
    }
  }

  private void succeeded() {
    lastSuccessNanos = nanoTime.getAsLong();
    lastSuccessAt = clock.instant();
    if (lastError != null) {
      lastError = null;
      LOG.info("task '{}' succeeds again", name);
    }
  }

  private void failed(Throwable e) {
    long before = failures;
    failures = before + 1;
    if (closed) {
      return;
    }
    try {
      String message = e instanceof TimestoreException ? e.getMessage() : e.toString();
      boolean news = !String.valueOf(message).equals(lastError);
      lastError = String.valueOf(message);
      if (news) {
        log(e);
      }
    } catch (Throwable second) {
      // No memory for the message, perhaps: the count and the age of the last success tell it.
      lastError = second.getClass().getName();
    }
  }

  private void log(Throwable e) {
    if (e instanceof TimestoreException) {
      LOG.warn("task '{}' failed, and is tried again: {}", name, e.getMessage());
    } else {
      LOG.error("task '{}' failed, and is tried again", name, e);
    }
  }

  /** The longest time without success that is no problem. */
  public Duration lateAfter() {
    Duration some = period.multipliedBy(LATE_PERIODS);
    return some.compareTo(PATIENCE) > 0 ? some : PATIENCE;
  }

  public TaskState state() {
    Duration age = Duration.ofNanos(Math.max(0, nanoTime.getAsLong() - lastSuccessNanos));
    return new TaskState(
        name, period, lastSuccessAt, age, failures, lastError, age.compareTo(lateAfter()) > 0);
  }

  public String name() {
    return name;
  }

  /** Starts no more runs and waits for a running one, which is not interrupted. */
  public boolean drain(Duration atMost) {
    closed = true;
    thread.shutdown();
    return ended(atMost);
  }

  /** Interrupts a running run and waits until it ended, for a while. */
  @Override
  public void close() {
    closed = true;
    thread.shutdownNow();
    if (!ended(CLOSE_LIMIT)) {
      LOG.warn("task '{}' still runs", name);
    }
  }

  private boolean ended(Duration atMost) {
    try {
      return thread.awaitTermination(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
