package io.timestore.core.block.vector;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A column with a map of its NULLs. What the values hold under a NULL is not shown. */
public final class NullableVector extends ColumnVector {
  private static final UUID ZERO_UUID = new UUID(0, 0);

  private final byte[] nulls;
  private final ColumnVector values;

  public NullableVector(String name, String type, byte[] nulls, ColumnVector values) {
    super(name, type);
    this.nulls = nulls;
    this.values = values;
  }

  @Override
  public int rows() {
    return values.rows();
  }

  @Override
  public boolean isNull(int row) {
    return nulls[row] != 0;
  }

  @Override
  public byte[] nulls() {
    return nulls;
  }

  @Override
  public ColumnVector values() {
    return values;
  }

  @Override
  public long getLong(int row) {
    return isNull(row) ? 0 : values.getLong(row);
  }

  @Override
  public double getDouble(int row) {
    return isNull(row) ? 0 : values.getDouble(row);
  }

  @Override
  public BigDecimal getDecimal(int row) {
    return isNull(row) ? BigDecimal.ZERO : values.getDecimal(row);
  }

  @Override
  public UUID getUuid(int row) {
    return isNull(row) ? ZERO_UUID : values.getUuid(row);
  }

  @Override
  public byte[] getBytes(int row) {
    return isNull(row) ? new byte[0] : values.getBytes(row);
  }

  @Override
  public String getString(int row) {
    return isNull(row) ? "" : values.getString(row);
  }

  @Override
  public @Nullable Object getObject(int row) {
    return isNull(row) ? null : values.getObject(row);
  }
}
