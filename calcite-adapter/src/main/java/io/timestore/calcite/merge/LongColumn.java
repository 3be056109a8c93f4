package io.timestore.calcite.merge;

import io.timestore.core.block.ColumnVector;
import io.timestore.core.block.VectorBuilder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Integers, booleans (0 and 1), dates (days) and timestamps (ticks of their precision). */
final class LongColumn extends Column {
  final long[] values;

  LongColumn(long[] values, boolean @Nullable [] nulls) {
    super(values.length, nulls);
    this.values = values;
  }

  static LongColumn constant(long value, int rows) {
    long[] values = new long[rows];
    Arrays.fill(values, value);
    return new LongColumn(values, null);
  }

  /** The column as a condition: which rows are true. NULL is not true. */
  boolean isTrue(int row) {
    return values[row] != 0 && !isNull(row);
  }

  @Override
  LongColumn take(int[] picked) {
    long[] taken = new long[picked.length];
    for (int i = 0; i < picked.length; i++) {
      taken[i] = values[picked[i]];
    }
    return new LongColumn(taken, takeNulls(picked));
  }

  @Override
  int compare(int row, Column other, int otherRow) {
    return Long.compare(values[row], ((LongColumn) other).values[otherRow]);
  }

  @Override
  ColumnVector vector(String name, ValueType type) {
    return VectorBuilder.longs(name, type.clickHouseType(), values, nulls());
  }
}
