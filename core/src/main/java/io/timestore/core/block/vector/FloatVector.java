package io.timestore.core.block.vector;

import io.timestore.core.block.frame.LittleEndian;

/** BFloat16, Float32 and Float64. */
public final class FloatVector extends ColumnVector {
  private final byte[] data;
  private final int rows;
  private final int width;

  public FloatVector(String name, String type, byte[] data, int rows, int width) {
    super(name, type);
    this.data = data;
    this.rows = rows;
    this.width = width;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public boolean neverNull() {
    return true;
  }

  @Override
  public boolean isNull(int row) {
    return false;
  }

  @Override
  public double getDouble(int row) {
    return switch (width) {
      case Double.BYTES -> Double.longBitsToDouble(LittleEndian.getLong(data, row * Double.BYTES));
      case Float.BYTES -> Float.intBitsToFloat(LittleEndian.getInt(data, row * Float.BYTES));
      default -> Float.intBitsToFloat(LittleEndian.getShort(data, row * Short.BYTES) << 16);
    };
  }

  @Override
  public double[] doubles() {
    double[] values = new double[rows];
    if (width == Double.BYTES) {
      LittleEndian.getDoubles(data, values);
    } else {
      for (int i = 0; i < rows; i++) {
        values[i] = getDouble(i);
      }
    }
    return values;
  }

  @Override
  public Object getObject(int row) {
    return getDouble(row);
  }
}
