package io.timestore.calcite.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The warm-up plans what it says it plans, has a bound, and no statement waits for it. */
@Timeout(120)
final class PlannerWarmUpTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final List<Thread> threads = new ArrayList<>();

  private PlannerWarmUp warmUp(Duration budget) {
    return new PlannerWarmUp(
        run -> {
          Thread thread = new Thread(run);
          threads.add(thread);
          return thread;
        },
        budget);
  }

  private void end() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join(TimeUnit.MINUTES.toMillis(1));
      assertThat(thread.isAlive()).isFalse();
    }
  }

  @Test
  void everyStatementCanBePlanned() throws InterruptedException {
    PlannerWarmUp warmUp = warmUp(LONG);
    warmUp.begin();
    warmUp.begin();
    assertThat(threads).hasSize(1).allMatch(Thread::isDaemon);
    assertThat(threads.get(0).getPriority()).isEqualTo(Thread.MIN_PRIORITY);
    end();
    assertThat(warmUp.statistics().plans()).isEqualTo(6).isEqualTo(warmUp.statistics().misses());
  }

  @Test
  void itPlansNoLongerThanItMay() throws InterruptedException {
    Duration budget = Duration.ofNanos(1);
    PlannerWarmUp warmUp = warmUp(budget);
    warmUp.begin();
    end();
    assertThat(warmUp.statistics().plans()).isZero();
    assertThat(warmUp.statistics().misses()).isEqualTo(1);
    assertThat(warmUp.spent()).isGreaterThan(budget).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void nothingIsPlannedWhileAStatementOfTheProgramRuns() throws InterruptedException {
    PlannerWarmUp warmUp = warmUp(LONG);
    warmUp.stepAside();
    warmUp.begin();
    end();
    assertThat(warmUp.statistics().misses()).isZero();
    warmUp.goOn();
  }

  @Test
  void whereNoThreadCanStartNoStatementWaits() {
    PlannerWarmUp warmUp =
        new PlannerWarmUp(
            run ->
                new Thread(run) {
                  @Override
                  public synchronized void start() {
                    throw new OutOfMemoryError("unable to create native thread");
                  }
                },
            LONG);
    warmUp.begin();
    warmUp.begin();
    warmUp.stepAside();
    warmUp.goOn();
    assertThat(warmUp.statistics().misses()).isZero();
  }
}
