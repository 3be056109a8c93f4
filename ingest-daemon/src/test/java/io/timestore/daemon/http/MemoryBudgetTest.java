package io.timestore.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Requests share a fixed amount of memory. */
class MemoryBudgetTest {

  @Test
  void refusesWhatIsNotThereAndGetsItBack() {
    MemoryBudget budget = new MemoryBudget(10 << 10, Duration.ofMillis(20));
    try (MemoryBudget.Share second = budget.share()) {
      try (MemoryBudget.Share first = budget.share()) {
        first.grow(6 << 10);
        assertThatThrownBy(() -> second.grow(5 << 10))
            .isInstanceOfSatisfying(
                TimestoreException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.BACK_PRESSURE));
      }
      second.grow(10 << 10);
    }
    try (MemoryBudget.Share huge = budget.share()) {
      huge.grow(Long.MAX_VALUE / 2);
      assertThat(huge).isNotNull();
    }
  }
}
