package io.timestore.calcite.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The warm-up plans what it says it plans, in a thread that keeps no JVM alive. */
final class PlannerWarmUpTest {
  @Test
  void everyStatementCanBePlanned() {
    PlanCacheStatistics made = PlannerWarmUp.plan();
    assertThat(made.size()).isEqualTo(6).isEqualTo((int) made.misses());
  }

  @Test
  void nothingIsPlannedWhileAStatementOfTheProgramRuns() {
    PlannerWarmUp.stepAside();
    try {
      assertThat(PlannerWarmUp.plan().size()).isZero();
    } finally {
      PlannerWarmUp.goOn();
    }
    assertThat(PlannerWarmUp.plan().size()).isEqualTo(6);
  }

  @Test
  void aStatementWaitsForTheFirstOneOfTheBackgroundWhichIsADaemonThread() {
    PlannerWarmUp.begin();
    PlannerWarmUp.begin();
    PlannerWarmUp.stepAside();
    try {
      assertThat(Objects.requireNonNull(PlannerWarmUp.first).getCount()).isZero();
    } finally {
      PlannerWarmUp.goOn();
    }
    assertThat(
            Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("timestore-planner-warm-up")))
        .hasSizeLessThanOrEqualTo(1)
        .allMatch(Thread::isDaemon);
  }
}
