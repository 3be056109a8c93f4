package io.timestore.calcite.merge.group;

import io.timestore.calcite.merge.column.ArithmeticKernels;
import io.timestore.calcite.merge.column.Column;
import io.timestore.calcite.merge.column.DoubleColumn;
import io.timestore.calcite.merge.column.LongColumn;
import java.util.Arrays;
import java.util.Objects;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/**
 * AVG, VAR and STDDEV: count, mean and sum of squared deviations of each group, put together by the
 * formulas of Chan, Golub and LeVeque (1979). For one run and one thread.
 */
final class Moments implements Accumulator {
  private final SqlKind kind;
  private long[] counts = new long[0];
  private double[] means = new double[0];
  private double[] squares = new double[0];

  Moments(SqlKind kind) {
    this.kind = kind;
  }

  private void grow(int groups) {
    counts = Arrays.copyOf(counts, groups);
    means = Arrays.copyOf(means, groups);
    squares = Arrays.copyOf(squares, groups);
  }

  @Override
  public void add(int[] groupOf, int groups, @Nullable Column argument) {
    grow(groups);
    DoubleColumn values = ArithmeticKernels.toDouble(Objects.requireNonNull(argument));
    for (int i = 0; i < groupOf.length; i++) {
      int group = groupOf[i];
      if (group >= 0 && !values.isNull(i)) {
        counts[group]++;
        double delta = values.values[i] - means[group];
        means[group] += delta / counts[group];
        squares[group] += delta * (values.values[i] - means[group]);
      }
    }
  }

  /** Partials: count, mean and, but for AVG, the population's variance. */
  @Override
  public void merge(int[] groupOf, int groups, Column[] partials) {
    grow(groups);
    LongColumn count = (LongColumn) partials[0];
    DoubleColumn mean = (DoubleColumn) partials[1];
    DoubleColumn variance = partials.length > 2 ? (DoubleColumn) partials[2] : null;
    for (int i = 0; i < groupOf.length; i++) {
      long n = count.values[i];
      if (n == 0) {
        continue;
      }
      int group = groupOf[i];
      long before = counts[group];
      double total = before + n;
      double delta = mean.values[i] - means[group];
      squares[group] +=
          (variance == null ? 0 : variance.values[i] * n) + delta * delta * before * n / total;
      means[group] =
          before == 0 ? mean.values[i] : (means[group] * before + mean.values[i] * n) / total;
      counts[group] = before + n;
    }
  }

  @Override
  public Column finish(int groups) {
    grow(groups);
    int least = kind == SqlKind.VAR_SAMP || kind == SqlKind.STDDEV_SAMP ? 2 : 1;
    double[] results = new double[groups];
    boolean[] nulls = new boolean[groups];
    boolean any = false;
    for (int i = 0; i < groups; i++) {
      nulls[i] = counts[i] < least;
      any |= nulls[i];
      results[i] =
          switch (kind) {
            case AVG -> means[i];
            case VAR_POP -> squares[i] / counts[i];
            case VAR_SAMP -> squares[i] / (counts[i] - 1);
            case STDDEV_POP -> Math.sqrt(squares[i] / counts[i]);
            default -> Math.sqrt(squares[i] / (counts[i] - 1));
          };
    }
    return new DoubleColumn(results, any ? nulls : null);
  }
}
