package io.timestore.core.block.write;

import io.timestore.core.model.FieldType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A column of strings or JSON texts. JSON has no range, and strings have none if a bound would be
 * longer than {@link #MAX_BOUND_BYTES}.
 */
final class StringColumnBuilder extends ColumnBuilder {
  static final int MAX_BOUND_BYTES = 256;

  private final ByteBuilder values = new ByteBuilder(1024);
  private int minAt = -1;
  private int minEnd;
  private int maxAt = -1;
  private int maxEnd;

  StringColumnBuilder(String name, FieldType type, boolean nullable) {
    super(name, type, nullable);
  }

  @Override
  public void appendUtf8(byte[] bytes, int offset, int length) {
    values.putVarLong(length);
    int at = values.size();
    values.putBytes(bytes, offset, length);
    int end = at + length;
    byte[] all = values.array();
    if (minAt < 0 || Arrays.compareUnsigned(all, at, end, all, minAt, minEnd) < 0) {
      minAt = at;
      minEnd = end;
    }
    if (maxAt < 0 || Arrays.compareUnsigned(all, at, end, all, maxAt, maxEnd) > 0) {
      maxAt = at;
      maxEnd = end;
    }
    advance();
  }

  @Override
  void putZero() {
    values.putByte(0);
  }

  @Override
  void writeValues(OutputStream out) throws IOException {
    values.writeTo(out);
  }

  @Override
  void clearValues() {
    values.clear();
    minAt = -1;
    maxAt = -1;
  }

  @Override
  long valueBytes() {
    return values.size();
  }

  @Override
  public @Nullable Range range() {
    boolean known =
        minAt >= 0
            && type().kind() != FieldType.Kind.JSON
            && minEnd - minAt <= MAX_BOUND_BYTES
            && maxEnd - maxAt <= MAX_BOUND_BYTES;
    return known ? new Range(text(minAt, minEnd), text(maxAt, maxEnd)) : null;
  }

  private String text(int at, int end) {
    return new String(values.array(), at, end - at, StandardCharsets.UTF_8);
  }
}
