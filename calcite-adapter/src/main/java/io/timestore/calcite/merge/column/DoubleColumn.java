package io.timestore.calcite.merge.column;

import io.timestore.core.block.read.VectorBuilder;
import io.timestore.core.block.vector.ColumnVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Floating-point numbers. */
public final class DoubleColumn extends Column {
  public final double[] values;

  public DoubleColumn(double[] values, boolean @Nullable [] nulls) {
    super(values.length, nulls);
    this.values = values;
  }

  static DoubleColumn constant(double value, int rows) {
    double[] values = new double[rows];
    Arrays.fill(values, value);
    return new DoubleColumn(values, null);
  }

  @Override
  DoubleColumn take(int[] picked) {
    double[] taken = new double[picked.length];
    for (int i = 0; i < picked.length; i++) {
      taken[i] = values[picked[i]];
    }
    return new DoubleColumn(taken, takeNulls(picked));
  }

  /** Zeros of both signs are equal; a NaN is equal to a NaN and above everything. */
  @Override
  public int compare(int row, Column other, int otherRow) {
    double a = values[row];
    double b = ((DoubleColumn) other).values[otherRow];
    return a < b ? -1 : a > b ? 1 : Boolean.compare(Double.isNaN(a), Double.isNaN(b));
  }

  @Override
  ColumnVector vector(String name, ValueType type) {
    return VectorBuilder.doubles(name, values, nulls());
  }
}
