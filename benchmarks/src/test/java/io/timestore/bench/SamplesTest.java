package io.timestore.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is told of samples. */
final class SamplesTest {
  private static final long MILLI = 1_000_000;

  @Test
  void theMedianLiesBetweenTwoRanks() {
    Samples samples = new Samples();
    for (int i = 100; i > 0; i--) {
      samples.add(i * MILLI);
    }
    assertThat(samples.millis(50)).isEqualTo(50);
    // Of 100 values it lies between the 40th and the 61st.
    assertThat(samples.medianError()).hasValue(10.5);
  }

  @Test
  void moreSamplesTellItMorePrecisely() {
    Samples samples = new Samples();
    double last = Double.MAX_VALUE;
    for (int rounds = 1; rounds <= 4; rounds++) {
      while (samples.count() < 100 * rounds * rounds) {
        samples.add(samples.count() * 7919L % 1000 * MILLI);
      }
      double error = samples.medianError().orElseThrow();
      assertThat(error).isLessThan(last * 0.9);
      last = error;
    }
    assertThat(last).isBetween(15.0, 30.0);
  }

  @Test
  void fewSamplesDoNotTellIt() {
    Samples samples = new Samples();
    for (int i = 0; i < 5; i++) {
      samples.add(i);
    }
    assertThat(samples.medianError()).isEmpty();
    samples.add(5);
    assertThat(samples.medianError()).isPresent();
  }
}
