package io.timestore.core.block;

/** Booleans. */
final class BoolVector extends IntegerVector {
  BoolVector(String name, String type, byte[] data, int rows) {
    super(name, type, data, rows, Byte.BYTES, false);
  }

  @Override
  public Object getObject(int row) {
    return bits(row) != 0;
  }
}
