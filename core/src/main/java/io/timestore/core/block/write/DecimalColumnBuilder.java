package io.timestore.core.block.write;

import io.timestore.core.block.frame.LittleEndian;
import io.timestore.core.model.FieldType;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** A column of decimals, exact, as scaled integers of 4, 8, 16 or 32 bytes. */
public final class DecimalColumnBuilder extends ColumnBuilder {
  private final int width;
  private final ByteBuilder values;
  private @Nullable BigDecimal min;
  private @Nullable BigDecimal max;

  DecimalColumnBuilder(String name, FieldType type, boolean nullable) {
    super(name, type, nullable);
    width = widthOf(type.precision());
    values = new ByteBuilder(64 * width);
  }

  public static int widthOf(int precision) {
    if (precision <= 9) {
      return Integer.BYTES;
    }
    if (precision <= 18) {
      return Long.BYTES;
    }
    return precision <= 38 ? 16 : 32;
  }

  @Override
  public void checkDecimal(BigDecimal value) {
    exact(value);
  }

  @Override
  public void appendDecimal(BigDecimal value) {
    BigDecimal exact = exact(value);
    switch (width) {
      case Integer.BYTES -> values.putInt(exact.unscaledValue().intValueExact());
      case Long.BYTES -> values.putLong(exact.unscaledValue().longValueExact());
      default -> putWide(exact.unscaledValue());
    }
    min = min == null || exact.compareTo(min) < 0 ? exact : min;
    max = max == null || exact.compareTo(max) > 0 ? exact : max;
    advance();
  }

  private void putWide(BigInteger unscaled) {
    int at = values.grow(width);
    LittleEndian.putBig(values.array(), at, width, unscaled);
  }

  /** The value at the column's scale. Checks digits before it scales, as 1e1000000000 is short. */
  private BigDecimal exact(BigDecimal value) {
    int scale = type().scale();
    if (value.scale() == scale && value.precision() <= type().precision()) {
      return value;
    }
    if (value.signum() == 0) {
      return BigDecimal.ZERO.setScale(scale);
    }
    BigDecimal stripped = value.stripTrailingZeros();
    long integerDigits = (long) stripped.precision() - stripped.scale();
    if (stripped.scale() > scale || integerDigits > type().precision() - scale) {
      throw outOfRange(
          stripped,
          "values with at most "
              + (type().precision() - scale)
              + " digits before and "
              + scale
              + " after the point");
    }
    return stripped.setScale(scale);
  }

  @Override
  void putZero() {
    values.putZeros(width);
  }

  @Override
  void writeValues(OutputStream out) throws IOException {
    values.writeTo(out);
  }

  @Override
  void clearValues() {
    values.clear();
    min = null;
    max = null;
  }

  @Override
  long valueBytes() {
    return values.size();
  }

  @Override
  public @Nullable Range range() {
    return min == null || max == null ? null : new Range(min.toPlainString(), max.toPlainString());
  }
}
