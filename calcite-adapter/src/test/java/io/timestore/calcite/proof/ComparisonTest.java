package io.timestore.calcite.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows are the same in any order, and each difference is found. */
final class ComparisonTest {
  private static final Double[] NUMBERS = {
    0.0,
    -0.0,
    -1e-300,
    1e300,
    2.5,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    null
  };
  private static final long[] LARGE = {(1L << 53) + 1, 1L << 53, 0, Long.MIN_VALUE};

  private static Answer answer(List<List<@Nullable Object>> rows) {
    return new Answer("", List.of(), rows, "");
  }

  private static List<List<@Nullable Object>> rows() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Double number : NUMBERS) {
      for (long large : LARGE) {
        rows.add(Arrays.asList(number, BigDecimal.valueOf(large)));
      }
    }
    return rows;
  }

  /** Zeros of both signs, and infinities once taken for any number, have no place of their own. */
  @Test
  void anyOrderIsTheSame() {
    for (int seed = 0; seed < 100; seed++) {
      List<List<@Nullable Object>> other = rows();
      Collections.shuffle(other, new Random(seed));
      assertThat(Comparison.difference(answer(rows()), answer(other), false)).isNull();
    }
  }

  @Test
  void oneOtherValueIsFound() {
    List<List<@Nullable Object>> rows = rows();
    for (int i = 0; i < rows.size(); i++) {
      List<List<@Nullable Object>> other = rows();
      other.get(i).set(1, BigDecimal.valueOf(4));
      assertThat(Comparison.difference(answer(rows), answer(other), false)).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.0, -0.0, true",
    "1.0, 1.0000000001, true",
    "NaN, NaN, true",
    "Infinity, Infinity, true",
    "Infinity, -Infinity, false",
    "Infinity, 1e300, false",
    "2.5, Infinity, false",
    "NaN, 1.0, false",
    "1.0, 1.00001, false"
  })
  void numbersAreTheSame(double a, double b, boolean same) {
    assertThat(NormalValues.same(a, b)).isEqualTo(same);
    assertThat(NormalValues.same(b, a)).isEqualTo(same);
  }
}
