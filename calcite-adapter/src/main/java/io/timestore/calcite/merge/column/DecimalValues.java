package io.timestore.calcite.merge.column;

import io.timestore.calcite.merge.group.Accumulator;
import io.timestore.core.block.vector.ColumnVector;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decimals that were computed here, as a decoded column. Immutable. */
public final class DecimalValues extends ColumnVector {
  private final @Nullable BigDecimal[] values;

  private DecimalValues(@Nullable BigDecimal[] values) {
    super("", "Nullable(Decimal(76, 38))");
    this.values = values;
  }

  static OpaqueColumn of(@Nullable BigDecimal[] values) {
    return OpaqueColumn.of(new ColumnVector[] {new DecimalValues(values)}, values.length);
  }

  static OpaqueColumn constant(@Nullable BigDecimal value, int rows) {
    @Nullable BigDecimal[] values = new @Nullable BigDecimal[rows];
    Arrays.fill(values, value);
    return of(values);
  }

  /** Exact numbers as decimals of a scale that holds them. */
  static OpaqueColumn of(Column column, int scale) {
    @Nullable BigDecimal[] values = new @Nullable BigDecimal[column.rows()];
    for (int i = 0; i < values.length; i++) {
      if (!column.isNull(i)) {
        BigDecimal value =
            column instanceof LongColumn integers
                ? BigDecimal.valueOf(integers.values[i])
                : ((OpaqueColumn) column).decimal(i);
        values[i] = value.setScale(scale);
      }
    }
    return of(values);
  }

  static OpaqueColumn gather(@Nullable Column[] sources, int[] rows) {
    @Nullable BigDecimal[] values = new @Nullable BigDecimal[sources.length];
    for (int i = 0; i < values.length; i++) {
      Column source = sources[i];
      if (source != null && !source.isNull(rows[i])) {
        values[i] = ((OpaqueColumn) source).decimal(rows[i]);
      }
    }
    return of(values);
  }

  @Override
  public int rows() {
    return values.length;
  }

  @Override
  public boolean isNull(int row) {
    return values[row] == null;
  }

  @Override
  public BigDecimal getDecimal(int row) {
    BigDecimal value = values[row];
    return value == null ? BigDecimal.ZERO : value;
  }

  @Override
  public double getDouble(int row) {
    return getDecimal(row).doubleValue();
  }

  @Override
  public long getLong(int row) {
    return getDecimal(row).longValueExact();
  }

  @Override
  public @Nullable Object getObject(int row) {
    return values[row];
  }

  /** Sums of decimals; NULL for nothing, or 0. */
  public static final class Sum implements Accumulator {
    private final @Nullable BigDecimal nothing;
    private @Nullable BigDecimal[] sums = new @Nullable BigDecimal[0];

    public Sum(@Nullable BigDecimal nothing) {
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
      return of(results);
    }
  }
}
