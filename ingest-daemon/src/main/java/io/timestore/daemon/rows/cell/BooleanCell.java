package io.timestore.daemon.rows.cell;

import io.timestore.core.block.write.ColumnBuilder;
import io.timestore.core.model.Field;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A boolean: true, false, 0, 1, also as text. */
final class BooleanCell extends Cell {
  private boolean value;

  BooleanCell(RowPosition position, Field field) {
    super(position, field);
  }

  @Override
  void text(char[] chars, int offset, int length) {
    if (matches("true", chars, offset, length)) {
      bool(true);
    } else if (matches("false", chars, offset, length)) {
      bool(false);
    } else if (!read(NumberText.decimal(chars, offset, length))) {
      throw refusedText(chars, offset, length);
    }
  }

  @Override
  void number(char[] chars, int offset, int length) {
    if (!read(NumberText.decimal(chars, offset, length))) {
      throw refusedNumber(chars, offset, length);
    }
  }

  private boolean read(@Nullable BigDecimal number) {
    if (number == null) {
      return false;
    }
    boolean one = number.compareTo(BigDecimal.ONE) == 0;
    if (one || number.signum() == 0) {
      bool(one);
      return true;
    }
    return false;
  }

  private static boolean matches(String word, char[] chars, int offset, int length) {
    if (word.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (word.charAt(i) != chars[offset + i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void bool(boolean newValue) {
    value = newValue;
    accept();
  }

  @Override
  public void appendTo(ColumnBuilder column) {
    column.appendLong(value ? 1 : 0);
  }

  @Override
  public void hashInto(ContentHash hash) {
    hash.putLong(value ? 1 : 0);
  }

  @Override
  String spelled() {
    return Boolean.toString(value);
  }

  @Override
  String accepted() {
    return "true, false, 0 and 1, also as text";
  }
}
