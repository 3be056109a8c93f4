package io.timestore.calcite.merge.column;

import io.timestore.core.block.read.VectorBuilder;
import io.timestore.core.block.vector.ColumnVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Integers, booleans (0 and 1), dates (days) and timestamps (ticks of their precision). */
public final class LongColumn extends Column {
  public final long[] values;

  public LongColumn(long[] values, boolean @Nullable [] nulls) {
    super(values.length, nulls);
    this.values = values;
  }

  public static LongColumn constant(long value, int rows) {
    long[] values = new long[rows];
    Arrays.fill(values, value);
    return new LongColumn(values, null);
  }

  /** The column as a condition: which rows are true. NULL is not true. */
  public boolean isTrue(int row) {
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
  public int compare(int row, Column other, int otherRow) {
    return Long.compare(values[row], ((LongColumn) other).values[otherRow]);
  }

  @Override
  ColumnVector vector(String name, ValueType type) {
    return VectorBuilder.longs(name, type.clickHouseType(), values, nulls());
  }
}
