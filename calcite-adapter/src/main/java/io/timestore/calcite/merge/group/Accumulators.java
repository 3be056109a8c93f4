package io.timestore.calcite.merge.group;

import io.timestore.calcite.merge.column.Column;
import io.timestore.calcite.merge.column.DoubleColumn;
import io.timestore.calcite.merge.column.LongColumn;
import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Counts and sums. */
final class Accumulators {
  private Accumulators() {}

  /** Rows whose argument is not NULL. */
  static final class Count implements Accumulator {
    private long[] counts = new long[0];

    @Override
    public void add(int[] groupOf, int groups, @Nullable Column argument) {
      counts = Arrays.copyOf(counts, groups);
      for (int i = 0; i < groupOf.length; i++) {
        if (groupOf[i] >= 0 && (argument == null || !argument.isNull(i))) {
          counts[groupOf[i]]++;
        }
      }
    }

    @Override
    public void merge(int[] groupOf, int groups, Column[] partials) {
      counts = Arrays.copyOf(counts, groups);
      LongColumn partial = (LongColumn) partials[0];
      for (int i = 0; i < groupOf.length; i++) {
        counts[groupOf[i]] += partial.values[i];
      }
    }

    @Override
    public Column finish(int groups) {
      return new LongColumn(Arrays.copyOf(counts, groups), null);
    }
  }

  /** Sums of integers, in 128 bits; NULL for nothing, or 0. */
  static final class SumOfLongs implements Accumulator {
    private final boolean zeroForNothing;
    private long[] low = new long[0];
    private long[] high = new long[0];
    private boolean[] seen = new boolean[0];

    SumOfLongs(boolean zeroForNothing) {
      this.zeroForNothing = zeroForNothing;
    }

    @Override
    public void add(int[] groupOf, int groups, @Nullable Column argument) {
      low = Arrays.copyOf(low, groups);
      high = Arrays.copyOf(high, groups);
      seen = Arrays.copyOf(seen, groups);
      LongColumn values = (LongColumn) java.util.Objects.requireNonNull(argument);
      for (int i = 0; i < groupOf.length; i++) {
        int group = groupOf[i];
        if (group >= 0 && !values.isNull(i)) {
          long before = low[group];
          low[group] = before + values.values[i];
          high[group] +=
              (values.values[i] >> 63) + (Long.compareUnsigned(low[group], before) < 0 ? 1 : 0);
          seen[group] = true;
        }
      }
    }

    @Override
    public void merge(int[] groupOf, int groups, Column[] partials) {
      add(groupOf, groups, partials[0]);
    }

    @Override
    public Column finish(int groups) {
      long[] sums = new long[groups];
      boolean[] nulls = new boolean[groups];
      boolean any = false;
      for (int i = 0; i < groups; i++) {
        if (i < low.length && seen[i]) {
          if (high[i] != low[i] >> 63) {
            throw new ArithmeticException("a sum does not fit 64 bits: " + exact(i));
          }
          sums[i] = low[i];
        } else {
          nulls[i] = !zeroForNothing;
          any |= nulls[i];
        }
      }
      return new LongColumn(sums, any ? nulls : null);
    }

    private BigInteger exact(int group) {
      return BigInteger.valueOf(high[group])
          .shiftLeft(Long.SIZE)
          .add(new BigInteger(Long.toUnsignedString(low[group])));
    }
  }

  /** Sums of doubles; NULL for nothing, or 0. */
  static final class SumOfDoubles implements Accumulator {
    private final boolean zeroForNothing;
    private double[] sums = new double[0];
    private boolean[] seen = new boolean[0];

    SumOfDoubles(boolean zeroForNothing) {
      this.zeroForNothing = zeroForNothing;
    }

    @Override
    public void add(int[] groupOf, int groups, @Nullable Column argument) {
      sums = Arrays.copyOf(sums, groups);
      seen = Arrays.copyOf(seen, groups);
      DoubleColumn values = (DoubleColumn) java.util.Objects.requireNonNull(argument);
      for (int i = 0; i < groupOf.length; i++) {
        int group = groupOf[i];
        if (group >= 0 && !values.isNull(i)) {
          sums[group] += values.values[i];
          seen[group] = true;
        }
      }
    }

    @Override
    public void merge(int[] groupOf, int groups, Column[] partials) {
      add(groupOf, groups, partials[0]);
    }

    @Override
    public Column finish(int groups) {
      boolean[] nulls = new boolean[groups];
      boolean any = false;
      for (int i = 0; i < groups && !zeroForNothing; i++) {
        nulls[i] = i >= seen.length || !seen[i];
        any |= nulls[i];
      }
      return new DoubleColumn(Arrays.copyOf(sums, groups), any ? nulls : null);
    }
  }
}
