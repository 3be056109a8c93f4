package io.timestore.daemon.rows.cell;

import io.timestore.core.block.write.ColumnBuilder;
import io.timestore.core.model.Field;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A decimal: numbers that its precision and scale hold exactly, also as text. */
final class DecimalCell extends Cell {
  private final int scale;
  private final int integerDigits;
  private BigDecimal value = BigDecimal.ZERO;

  DecimalCell(RowPosition position, Field field) {
    super(position, field);
    scale = field.type().scale();
    integerDigits = field.type().precision() - scale;
  }

  @Override
  void text(char[] chars, int offset, int length) {
    @Nullable BigDecimal exact = NumberText.decimal(chars, offset, length);
    if (exact == null || !read(exact)) {
      throw refusedText(chars, offset, length);
    }
  }

  @Override
  void number(char[] chars, int offset, int length) {
    @Nullable BigDecimal exact = NumberText.decimal(chars, offset, length);
    if (exact == null || !read(exact)) {
      throw refusedNumber(chars, offset, length);
    }
  }

  /** Counts digits before it scales, as 1e1000000000 is short. */
  private boolean read(BigDecimal exact) {
    BigDecimal plain = exact.signum() == 0 ? BigDecimal.ZERO : exact.stripTrailingZeros();
    if (plain.scale() > scale || (long) plain.precision() - plain.scale() > limit(plain)) {
      return false;
    }
    value = plain.setScale(scale);
    accept();
    return true;
  }

  private int limit(BigDecimal plain) {
    return plain.signum() == 0 ? 1 : integerDigits;
  }

  @Override
  public void bool(boolean bool) {
    throw refused("a boolean");
  }

  @Override
  public void decimal(BigDecimal decimal) {
    if (!read(decimal)) {
      throw refused("the decimal " + decimal);
    }
  }

  @Override
  public void real(double real) {
    if (!Double.isFinite(real) || !read(new BigDecimal(real))) {
      throw refused("the double " + real);
    }
  }

  @Override
  public void appendTo(ColumnBuilder column) {
    column.appendDecimal(value);
  }

  @Override
  public void hashInto(ContentHash hash) {
    hash.putBytes(value.toPlainString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  String spelled() {
    return value.toPlainString();
  }

  @Override
  String accepted() {
    return "numbers with at most "
        + integerDigits
        + " digits before and "
        + scale
        + " after the point, also as text";
  }
}
