package io.timestore.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A short proof under faults, and that a broken protocol is caught. */
final class VerifyTest {
  private static VerifyResult run(int seconds, @Nullable Mutation mutation)
      throws InterruptedException {
    VerifyOptions options =
        new VerifyOptions(
            Duration.ofSeconds(seconds),
            7,
            List.of(Nemesis.Kind.values()),
            4,
            2,
            mutation,
            40,
            Map.of(),
            false);
    return new VerifyRun(options, line -> {}).run();
  }

  @Test
  void everyPromiseHoldsUnderFaults() throws InterruptedException {
    VerifyResult result = run(30, null);
    assertThat(result.violations()).as("%s", Report.of(result)).isEmpty();
    assertThat(result.acknowledged()).isGreaterThan(500);
    assertThat(result.found()).isGreaterThanOrEqualTo(result.acknowledged());
    assertThat(result.faults()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "SKIP_SEAL, duplicated",
    "TRIM_EARLY, not in the hot buffer as they were sealed",
    "SKIP_GENERATION_CHECK, mutated of writer",
    "EVENT_TIME_WATERMARK, mutated of writer",
    "NO_FENCING, caught after"
  })
  void aBrokenProtocolIsCaught(Mutation mutation, String by) throws InterruptedException {
    VerifyResult result = run(90, mutation);
    assertThat(result.violations()).as("%s", Report.of(result)).isNotEmpty();
    assertThat(Report.ofMutation(mutation, result)).contains(mutation.word(), "caught after", by);
  }
}
