package io.timestore.core.block.write;

import io.timestore.core.model.FieldType;
import java.io.IOException;
import java.io.OutputStream;
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

  /** None: ClickHouse orders UUIDs by their second half, most others by the first. */
  @Override
  public @Nullable Range range() {
    return null;
  }
}
