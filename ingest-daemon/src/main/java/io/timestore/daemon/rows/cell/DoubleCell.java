package io.timestore.daemon.rows.cell;

import io.timestore.core.block.write.ColumnBuilder;
import io.timestore.core.model.Field;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A double: numbers, also as text. A number with a fraction or exponent becomes the nearest double,
 * as JSON numbers do; an integer must be exactly a double.
 */
final class DoubleCell extends Cell {
  /** Powers of ten that are exactly doubles. */
  private static final double[] TENS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  /** A number of so many decimal digits is exactly a double. */
  private static final int EXACT_DIGITS = 15;

  private double value;

  DoubleCell(RowPosition position, Field field) {
    super(position, field);
  }

  @Override
  void text(char[] chars, int offset, int length) {
    if (!read(chars, offset, length)) {
      throw refusedText(chars, offset, length);
    }
  }

  @Override
  void number(char[] chars, int offset, int length) {
    if (!read(chars, offset, length)) {
      throw refusedNumber(chars, offset, length);
    }
  }

  private boolean read(char[] chars, int offset, int length) {
    if (readShort(chars, offset, length)) {
      return true;
    }
    @Nullable BigDecimal exact = NumberText.decimal(chars, offset, length);
    if (exact == null) {
      return false;
    }
    double nearest = exact.doubleValue();
    boolean lost =
        Double.isInfinite(nearest)
            || (nearest == 0 && exact.signum() != 0)
            || (isInteger(chars, offset, length) && new BigDecimal(nearest).compareTo(exact) != 0);
    if (!lost) {
      set(exact.signum() == 0 && chars[offset] == '-' ? -0.0 : nearest);
    }
    return !lost;
  }

  private static boolean isInteger(char[] chars, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (chars[i] == '.' || chars[i] == 'e' || chars[i] == 'E') {
        return false;
      }
    }
    return true;
  }

  /** Digits and one point, few enough that one division of exact doubles rounds correctly. */
  private boolean readShort(char[] chars, int offset, int length) {
    boolean negative = length > 0 && chars[offset] == '-';
    int start = negative ? offset + 1 : offset;
    int end = offset + length;
    if (end - start > EXACT_DIGITS || end == start || chars[start] == '.') {
      return false;
    }
    long digits = 0;
    int point = -1;
    for (int i = start; i < end; i++) {
      char c = chars[i];
      if (c >= '0' && c <= '9') {
        digits = digits * 10 + (c - '0');
      } else if (c == '.' && point < 0 && i + 1 < end) {
        point = i;
      } else {
        return false;
      }
    }
    int integerEnd = point < 0 ? end : point;
    if (chars[start] == '0' && integerEnd > start + 1) {
      return false;
    }
    double magnitude = digits / TENS[point < 0 ? 0 : end - point - 1];
    set(negative ? -magnitude : magnitude);
    return true;
  }

  @Override
  public void bool(boolean bool) {
    throw refused("a boolean");
  }

  /** Also NaN and infinities, which only formats with doubles of their own can tell. */
  @Override
  public void real(double real) {
    set(real);
  }

  private void set(double newValue) {
    value = newValue;
    accept();
  }

  @Override
  public void appendTo(ColumnBuilder column) {
    column.appendDouble(value);
  }

  @Override
  public void hashInto(ContentHash hash) {
    hash.putLong(Double.doubleToLongBits(value));
  }

  @Override
  String spelled() {
    return Double.toString(value);
  }

  @Override
  String accepted() {
    return "finite numbers, also as text; integers only if a double holds them exactly; NaN and"
        + " infinities in Parquet and Native";
  }
}
