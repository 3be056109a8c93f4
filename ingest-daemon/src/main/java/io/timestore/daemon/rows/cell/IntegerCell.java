package io.timestore.daemon.rows.cell;

import io.timestore.core.block.write.ColumnBuilder;
import io.timestore.core.model.Field;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** An integer of 64 bits: integral numbers, also as text. */
final class IntegerCell extends Cell {
  private static final int MAX_DIGITS = 19;

  private long value;

  IntegerCell(RowPosition position, Field field) {
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
    if (NumberText.isSmallInteger(chars, offset, length)) {
      integer(NumberText.smallInteger(chars, offset, length));
      return true;
    }
    @Nullable BigDecimal exact = NumberText.decimal(chars, offset, length);
    return exact != null && read(exact);
  }

  private boolean read(BigDecimal exact) {
    if (exact.signum() == 0) {
      integer(0);
      return true;
    }
    BigDecimal plain = exact.stripTrailingZeros();
    if (plain.scale() > 0 || (long) plain.precision() - plain.scale() > MAX_DIGITS) {
      return false;
    }
    if (plain.toBigInteger().bitLength() >= Long.SIZE) {
      return false;
    }
    integer(plain.longValueExact());
    return true;
  }

  @Override
  public void bool(boolean bool) {
    throw refused("a boolean");
  }

  @Override
  public void integer(long newValue) {
    value = newValue;
    accept();
  }

  @Override
  public void real(double real) {
    if (!Double.isFinite(real) || !read(new BigDecimal(real))) {
      throw refused("the double " + real);
    }
  }

  @Override
  public void appendTo(ColumnBuilder column) {
    column.appendLong(value);
  }

  @Override
  public void hashInto(ContentHash hash) {
    hash.putLong(value);
  }

  @Override
  String spelled() {
    return Long.toString(value);
  }

  @Override
  String accepted() {
    return "integers from -9223372036854775808 to 9223372036854775807, also as text";
  }
}
