package io.timestore.core.block.vector;

/** Booleans. */
public final class BoolVector extends IntegerVector {
  public BoolVector(String name, String type, byte[] data, int rows) {
    super(name, type, data, rows, Byte.BYTES, false);
  }

  @Override
  public Object getObject(int row) {
    return bits(row) != 0;
  }
}
