package io.timestore.calcite.merge.column;

import io.timestore.core.block.vector.ColumnVector;
import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Decimals that were computed here, as a decoded column. Immutable. */
public final class DecimalValues extends ColumnVector {
  private final @Nullable BigDecimal[] values;

  private DecimalValues(@Nullable BigDecimal[] values) {
    super("", "Nullable(Decimal(76, 38))");
    this.values = values;
  }

  public static OpaqueColumn of(@Nullable BigDecimal[] values) {
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
}
