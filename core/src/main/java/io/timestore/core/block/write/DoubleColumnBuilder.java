package io.timestore.core.block.write;

import io.timestore.core.block.frame.LittleEndian;
import io.timestore.core.model.FieldType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A column of doubles. It has no known range if it holds a NaN, which has no place in an order. */
final class DoubleColumnBuilder extends ColumnBuilder {
  private final ByteBuilder values = new ByteBuilder(64 * Double.BYTES);

  DoubleColumnBuilder(String name, FieldType type, boolean nullable) {
    super(name, type, nullable);
  }

  @Override
  public void appendDouble(double value) {
    values.putLong(Double.doubleToRawLongBits(value));
    advance();
  }

  @Override
  void putZero() {
    values.putLong(0);
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
  public @Nullable Range range() {
    if (nulls() == size()) {
      return null;
    }
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < size(); row++) {
      if (!isNull(row)) {
        double value =
            Double.longBitsToDouble(LittleEndian.getLong(values.array(), row * Double.BYTES));
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }
    return Double.isNaN(min) ? null : new Range(spell(min), spell(max));
  }

  private static String spell(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return Double.toString(value).toLowerCase(Locale.ROOT);
  }
}
