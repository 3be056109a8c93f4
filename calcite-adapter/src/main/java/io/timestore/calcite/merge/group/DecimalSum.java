package io.timestore.calcite.merge.group;

import io.timestore.calcite.merge.column.Column;
import io.timestore.calcite.merge.column.DecimalValues;
import io.timestore.calcite.merge.column.OpaqueColumn;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sums of decimals; NULL for nothing, or 0. For one run and one thread. */
final class DecimalSum implements Accumulator {
  private final @Nullable BigDecimal nothing;
  private @Nullable BigDecimal[] sums = new @Nullable BigDecimal[0];

  DecimalSum(@Nullable BigDecimal nothing) {
    this.nothing = nothing;
  }

  @Override
  public void add(int[] groupOf, int groups, @Nullable Column argument) {
    sums = Arrays.copyOf(sums, groups);
    OpaqueColumn decimals = (OpaqueColumn) Objects.requireNonNull(argument);
    for (int i = 0; i < groupOf.length; i++) {
      int group = groupOf[i];
      if (group >= 0 && !decimals.isNull(i)) {
        BigDecimal before = sums[group];
        BigDecimal value = decimals.decimal(i);
        sums[group] = before == null ? value : before.add(value);
      }
    }
  }

  @Override
  public void merge(int[] groupOf, int groups, Column[] partials) {
    add(groupOf, groups, partials[0]);
  }

  @Override
  public Column finish(int groups) {
    @Nullable BigDecimal[] results = Arrays.copyOf(sums, groups);
    for (int i = 0; i < groups; i++) {
      if (results[i] == null) {
        results[i] = nothing;
      }
    }
    return DecimalValues.of(results);
  }
}
