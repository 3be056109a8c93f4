package io.timestore.core.block.vector;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Strings of one length in bytes, with the zero bytes that ClickHouse pads them with. */
public final class FixedStringVector extends ColumnVector {
  private final byte[] data;
  private final int rows;
  private final int width;

  public FixedStringVector(String name, String type, byte[] data, int rows, int width) {
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
  public boolean isNull(int row) {
    return false;
  }

  @Override
  public byte[] getBytes(int row) {
    return Arrays.copyOfRange(data, row * width, (row + 1) * width);
  }

  @Override
  public String getString(int row) {
    return new String(data, row * width, width, StandardCharsets.UTF_8);
  }

  @Override
  public Object getObject(int row) {
    return getString(row);
  }
}
