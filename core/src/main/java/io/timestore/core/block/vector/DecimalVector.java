package io.timestore.core.block.vector;

import io.timestore.core.block.frame.LittleEndian;
import java.math.BigDecimal;

/** Decimals: scaled integers of 4, 8, 16 or 32 bytes. */
public final class DecimalVector extends ColumnVector {
  private final byte[] data;
  private final int rows;
  private final int width;
  private final int scale;

  public DecimalVector(String name, String type, byte[] data, int rows, int width, int scale) {
    super(name, type);
    this.data = data;
    this.rows = rows;
    this.width = width;
    this.scale = scale;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public boolean isNull(int row) {
    return false;
  }

  @Override
  public BigDecimal getDecimal(int row) {
    return switch (width) {
      case Integer.BYTES -> BigDecimal.valueOf(LittleEndian.getInt(data, row * width), scale);
      case Long.BYTES -> BigDecimal.valueOf(LittleEndian.getLong(data, row * width), scale);
      default -> new BigDecimal(LittleEndian.getBig(data, row * width, width, true), scale);
    };
  }

  /** The value, if it is whole and fits. */
  @Override
  public long getLong(int row) {
    BigDecimal value = getDecimal(row);
    try {
      return value.longValueExact();
    } catch (ArithmeticException e) {
      throw IntegerVector.overflow(this, value);
    }
  }

  @Override
  public double getDouble(int row) {
    return getDecimal(row).doubleValue();
  }

  @Override
  public Object getObject(int row) {
    return getDecimal(row);
  }
}
