package io.timestore.daemon.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.metrics.TaskMetrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A task goes on after anything that it throws, and tells when it last succeeded. */
final class ScheduledTaskTest {
  private static final Instant NOW = Instant.parse("2024-01-01T00:00:00Z");
  private static final Duration PERIOD = Duration.ofMinutes(1);

  private long nanos;
  private @Nullable Throwable thrown;
  private final TaskSchedule schedule =
      new TaskSchedule(Clock.fixed(NOW, ZoneOffset.UTC), () -> nanos);
  private final ScheduledTask task = schedule.task("work", PERIOD, this::work);

  private void work() {
    if (thrown instanceof Error e) {
      throw e;
    }
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
  }

  private void runAfter(Duration pause, @Nullable Throwable what) {
    nanos += pause.toNanos();
    thrown = what;
    task.runNow();
  }

  @Test
  void itIsLateAfterPeriodsWithoutSuccess() {
    runAfter(PERIOD, null);
    assertThat(task.state())
        .isEqualTo(new TaskState("work", PERIOD, NOW, Duration.ZERO, 0, null, false));
    for (int i = 1; i <= ScheduledTask.LATE_PERIODS; i++) {
      runAfter(PERIOD, new OutOfMemoryError("no heap"));
      assertThat(schedule.problems()).as("period " + i).isEmpty();
    }
    runAfter(PERIOD, new IllegalStateException("and another"));
    assertThat(task.state().failures()).isEqualTo(4);
    assertThat(schedule.problems())
        .containsExactly(
            "task 'work' has not succeeded for 240 s (its period is 60000 ms):"
                + " java.lang.IllegalStateException: and another");
    runAfter(PERIOD, null);
    assertThat(schedule.problems()).isEmpty();
    assertThat(task.state().lastError()).isNull();
  }

  @Test
  void aRunThatDoesNotEndIsLateToo() {
    nanos += Duration.ofMinutes(5).toNanos();
    assertThat(schedule.problems()).singleElement().asString().endsWith("it is still running");
  }

  @Test
  void shortPeriodsAreNotJudgedByAMomentOfABusyMachine() {
    ScheduledTask quick = schedule.task("quick", Duration.ofMillis(10), () -> {});
    nanos += Duration.ofSeconds(15).toNanos();
    assertThat(quick.state().late()).isFalse();
    nanos += 1;
    assertThat(quick.state().late()).isTrue();
  }

  @Test
  void aFailureIsLoggedWhenItBeginsChangesAndEnds() {
    List<String> logged = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            logged.add(record.getLevel() + " " + record.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(ScheduledTask.class.getName());
    Level level = logger.getLevel();
    logger.setLevel(Level.INFO);
    logger.addHandler(handler);
    try {
      TimestoreException away = new TimestoreException(ErrorCode.CATALOG_UNAVAILABLE, "away");
      runAfter(PERIOD, null);
      runAfter(PERIOD, away);
      runAfter(PERIOD, away);
      runAfter(PERIOD, new StackOverflowError());
      runAfter(PERIOD, new StackOverflowError());
      runAfter(PERIOD, null);
      runAfter(PERIOD, null);
    } finally {
      logger.removeHandler(handler);
      logger.setLevel(level);
    }
    assertThat(logged)
        .containsExactly(
            "WARNING task 'work' failed, and is tried again: away",
            "SEVERE task 'work' failed, and is tried again",
            "INFO task 'work' succeeds again");
  }

  @Test
  void itGoesOnAfterErrorsAndTakesItsTime() throws InterruptedException {
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch enough = new CountDownLatch(6);
    Runnable work =
        () -> {
          enough.countDown();
          switch (runs.incrementAndGet()) {
            case 1 -> throw new OutOfMemoryError("not really");
            case 2 -> throw new IllegalStateException("not good");
            case 3 -> throw new LinkageError("not there");
            case 4 -> pause();
            default -> {}
          }
        };
    try (TaskSchedule real = new TaskSchedule(Clock.systemUTC())) {
      ScheduledTask going = real.task("going", Duration.ofMillis(1), work);
      going.start();
      assertThat(enough.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(going.drain(Duration.ofSeconds(30))).isTrue();
      assertThat(going.state().failures()).isEqualTo(3);
      assertThat(going.state().lastSuccessAt()).isNotNull();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void closingInterruptsARunAndKeepsQuiet() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    ScheduledTask hung =
        schedule.task(
            "hung",
            Duration.ofMillis(1),
            () -> {
              running.countDown();
              try {
                Thread.sleep(60_000);
              } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
              }
            });
    hung.start();
    assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
    long began = System.nanoTime();
    hung.close();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(9));
    assertThat(hung.state().lastError()).isNull();
  }

  @Test
  void namesAreUnique() {
    assertThatThrownBy(() -> schedule.task("work", PERIOD, () -> {}))
        .hasMessageContaining("'work' already");
  }

  @Test
  void metricsShowEveryTaskAlsoAfterACollection() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    TaskMetrics.register(registry, schedule);
    runAfter(PERIOD, null);
    nanos += Duration.ofSeconds(90).toNanos();
    runAfter(Duration.ZERO, new OutOfMemoryError("no heap"));
    System.gc();
    assertThat(registry.scrape())
        .contains(
            "timestore_task_last_success_age_seconds{task=\"work\"} 90.0",
            "timestore_task_failures_total{task=\"work\"} 1.0",
            "timestore_task_late{task=\"work\"} 0.0");
  }
}
