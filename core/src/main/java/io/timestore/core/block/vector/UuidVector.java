package io.timestore.core.block.vector;

import io.timestore.core.block.frame.LittleEndian;
import java.util.UUID;

/** UUIDs: two little-endian halves, the more significant one first. */
public final class UuidVector extends ColumnVector {
  private static final int WIDTH = 16;

  private final byte[] data;
  private final int rows;

  public UuidVector(String name, String type, byte[] data, int rows) {
    super(name, type);
    this.data = data;
    this.rows = rows;
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
  public UUID getUuid(int row) {
    return new UUID(
        LittleEndian.getLong(data, row * WIDTH),
        LittleEndian.getLong(data, row * WIDTH + Long.BYTES));
  }

  @Override
  public String getString(int row) {
    return getUuid(row).toString();
  }

  @Override
  public Object getObject(int row) {
    return getUuid(row);
  }
}
