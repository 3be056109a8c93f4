package io.timestore.core.block.vector;

import io.timestore.core.block.frame.LittleEndian;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Integers of 16 and 32 bytes. */
public final class WideIntegerVector extends ColumnVector {
  private final byte[] data;
  private final int rows;
  private final int width;
  private final boolean signed;

  public WideIntegerVector(
      String name, String type, byte[] data, int rows, int width, boolean signed) {
    super(name, type);
    this.data = data;
    this.rows = rows;
    this.width = width;
    this.signed = signed;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public boolean isNull(int row) {
    return false;
  }

  private BigInteger value(int row) {
    return LittleEndian.getBig(data, row * width, width, signed);
  }

  @Override
  public long getLong(int row) {
    BigInteger value = value(row);
    if (value.bitLength() >= Long.SIZE) {
      throw IntegerVector.overflow(this, value);
    }
    return value.longValue();
  }

  @Override
  public double getDouble(int row) {
    return value(row).doubleValue();
  }

  @Override
  public BigDecimal getDecimal(int row) {
    return new BigDecimal(value(row));
  }

  @Override
  public Object getObject(int row) {
    return getDecimal(row);
  }
}
