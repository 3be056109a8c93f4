package io.timestore.calcite.merge.group;

import io.timestore.calcite.merge.column.Column;
import io.timestore.calcite.merge.column.DoubleColumn;
import io.timestore.calcite.merge.column.Gathered;
import io.timestore.calcite.merge.column.ValueType;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** MIN and MAX of anything that has an order; NULL for nothing. */
final class Extremes implements Accumulator {
  private final ValueType type;
  private final int sign;
  private @Nullable Column[] best = new @Nullable Column[0];
  private int[] row = new int[0];

  /**
   * @param sign 1 for MAX, -1 for MIN
   */
  Extremes(ValueType type, int sign) {
    this.type = type;
    this.sign = sign;
  }

  @Override
  public void add(int[] groupOf, int groups, @Nullable Column argument) {
    best = Arrays.copyOf(best, groups);
    row = Arrays.copyOf(row, groups);
    Column values = Objects.requireNonNull(argument);
    for (int i = 0; i < groupOf.length; i++) {
      int group = groupOf[i];
      if (group < 0 || values.isNull(i)) {
        continue;
      }
      Column known = best[group];
      if (known == null || isBetter(values, i, known, row[group])) {
        best[group] = values;
        row[group] = i;
      }
    }
  }

  /** A NaN gives way to any number, as in ClickHouse. */
  private boolean isBetter(Column values, int i, Column known, int knownRow) {
    if (values instanceof DoubleColumn numbers) {
      double now = numbers.values[i];
      double before = ((DoubleColumn) known).values[knownRow];
      if (Double.isNaN(now) || Double.isNaN(before)) {
        return !Double.isNaN(now);
      }
    }
    return values.compare(i, known, knownRow) * sign > 0;
  }

  @Override
  public void merge(int[] groupOf, int groups, Column[] partials) {
    add(groupOf, groups, partials[0]);
  }

  @Override
  public Column finish(int groups) {
    best = Arrays.copyOf(best, groups);
    row = Arrays.copyOf(row, groups);
    return Gathered.column(best, row, type);
  }
}
