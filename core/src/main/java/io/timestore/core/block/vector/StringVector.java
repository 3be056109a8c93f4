package io.timestore.core.block.vector;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Strings of any length. */
public final class StringVector extends ColumnVector {
  private final StringData data;
  private final int rows;

  public StringVector(String name, String type, StringData data, int rows) {
    super(name, type);
    this.data = data;
    this.rows = rows;
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

  private int start(int row) {
    return row == 0 ? 0 : data.ends[row - 1];
  }

  @Override
  public byte[] getBytes(int row) {
    return Arrays.copyOfRange(data.bytes, start(row), data.ends[row]);
  }

  @Override
  public String getString(int row) {
    int start = start(row);
    return new String(data.bytes, start, data.ends[row] - start, StandardCharsets.UTF_8);
  }

  @Override
  public Object getObject(int row) {
    return getString(row);
  }
}
