package io.timestore.core.block;

import io.timestore.core.model.FieldType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A column of UUIDs: two little-endian halves, the more significant one first. */
final class UuidColumnBuilder extends ColumnBuilder {
  private final ByteBuilder values = new ByteBuilder(1024);

  UuidColumnBuilder(String name, FieldType type, boolean nullable) {
    super(name, type, nullable);
  }

  @Override
  public void appendUuid(long mostSignificantBits, long leastSignificantBits) {
    values.putLong(mostSignificantBits);
    values.putLong(leastSignificantBits);
    advance();
  }

  @Override
  void putZero() {
    values.putZeros(16);
  }

  @Override
  void writeValues(OutputStream out) throws IOException {
    values.writeTo(out);
  }

  @Override
  void clearValues() {
    values.clear();
  }

  @Override
  long valueBytes() {
    return values.size();
  }

  @Override
  @Nullable Range range() {
    int min = -1;
    int max = -1;
    for (int row = 0; row < size(); row++) {
      if (!isNull(row)) {
        min = min < 0 || compare(row, min) < 0 ? row : min;
        max = max < 0 || compare(row, max) > 0 ? row : max;
      }
    }
    return min < 0 ? null : new Range(spell(min), spell(max));
  }

  /** ClickHouse orders UUIDs as unsigned 128-bit numbers. */
  private int compare(int left, int right) {
    int high = Long.compareUnsigned(half(left, 0), half(right, 0));
    return high != 0 ? high : Long.compareUnsigned(half(left, 1), half(right, 1));
  }

  private long half(int row, int which) {
    return LittleEndian.getLong(values.array(), row * 16 + which * Long.BYTES);
  }

  private String spell(int row) {
    return new UUID(half(row, 0), half(row, 1)).toString();
  }
}
