package io.timestore.core.block.write;

import io.timestore.core.block.frame.LittleEndian;
import io.timestore.core.block.type.ClickHouseType;

/**
 * Picks rows of a stored column in ClickHouse's Native layout without decoding its values. For one
 * thread.
 */
public final class RowPicker {
  private static final int INDEX_TYPE_MASK = 0xff;

  private final byte[] raw;
  private final int rows;
  private final int[] picked;
  private final ByteBuilder out;
  private int at;

  /**
   * @param raw a column's name, type and values, uncompressed
   * @param rows how many values
   * @param picked positions of values, ascending
   */
  private RowPicker(byte[] raw, int rows, int[] picked, ByteBuilder out) {
    this.raw = raw;
    this.rows = rows;
    this.picked = picked;
    this.out = out;
  }

  /** The column with the picked rows alone. */
  public static ByteBuilder pick(byte[] raw, String type, int rows, int[] picked) {
    long share = (long) raw.length * picked.length / Math.max(1, rows);
    ByteBuilder out = new ByteBuilder((int) Math.min(raw.length, share + 256));
    RowPicker picker = new RowPicker(raw, rows, picked, out);
    picker.head();
    picker.values(ClickHouseType.parse(type));
    return out;
  }

  private void head() {
    int start = at;
    skipText();
    skipText();
    out.putBytes(raw, start, at - start);
  }

  private void values(ClickHouseType type) {
    switch (type.name()) {
      case "Nullable" -> {
        items(1);
        values(type.typeAt(0));
      }
      case "LowCardinality" -> keywords();
      case "String" -> texts();
      case "Bool" -> items(1);
      case "Date32" -> items(Integer.BYTES);
      case "Int64", "Float64", "DateTime64" -> items(Long.BYTES);
      case "UUID" -> items(2 * Long.BYTES);
      case "Decimal" -> items(DecimalColumnBuilder.widthOf(type.intAt(0)));
      default -> throw new IllegalArgumentException("not the type of a stored column: " + type);
    }
  }

  private void items(int width) {
    int to = out.grow(picked.length * width);
    byte[] target = out.array();
    if (width == Long.BYTES) {
      for (int i = 0; i < picked.length; i++) {
        long item = LittleEndian.getLong(raw, at + picked[i] * Long.BYTES);
        LittleEndian.putLong(target, to + i * Long.BYTES, item);
      }
    } else {
      for (int i = 0; i < picked.length; i++) {
        System.arraycopy(raw, at + picked[i] * width, target, to + i * width, width);
      }
    }
    at += rows * width;
  }

  private void texts() {
    int next = 0;
    for (int row = 0; row < rows && next < picked.length; row++) {
      int start = at;
      skipText();
      if (row == picked[next]) {
        out.putBytes(raw, start, at - start);
        next++;
      }
    }
  }

  /** The dictionary stays as it is. */
  private void keywords() {
    int start = at;
    int indexWidth = 1 << (LittleEndian.getLong(raw, at + Long.BYTES) & INDEX_TYPE_MASK);
    long keys = LittleEndian.getLong(raw, at + 2 * Long.BYTES);
    at += 3 * Long.BYTES;
    for (long key = 0; key < keys; key++) {
      skipText();
    }
    out.putBytes(raw, start, at - start);
    out.putLong(picked.length);
    at += Long.BYTES;
    items(indexWidth);
  }

  private void skipText() {
    int length = 0;
    int shift = 0;
    byte b;
    do {
      b = raw[at++];
      length |= (b & 0x7f) << shift;
      shift += 7;
    } while (b < 0);
    at += length;
  }
}
