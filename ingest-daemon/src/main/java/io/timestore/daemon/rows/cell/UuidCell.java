package io.timestore.daemon.rows.cell;

import io.timestore.core.block.write.ColumnBuilder;
import io.timestore.core.model.Field;
import java.util.UUID;

/** A UUID: text of 32 hexadecimal digits in the groups 8-4-4-4-12. */
final class UuidCell extends Cell {
  private static final int LENGTH = 36;

  private long high;
  private long low;

  UuidCell(RowPosition position, Field field) {
    super(position, field);
  }

  @Override
  void text(char[] chars, int offset, int length) {
    if (length != LENGTH) {
      throw refusedText(chars, offset, length);
    }
    long[] halves = new long[2];
    int digits = 0;
    for (int i = 0; i < LENGTH; i++) {
      char c = chars[offset + i];
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (dash != (c == '-') || (!dash && digit < 0)) {
        throw refusedText(chars, offset, length);
      }
      if (!dash) {
        halves[digits / 16] = halves[digits / 16] << 4 | digit;
        digits++;
      }
    }
    uuid(halves[0], halves[1]);
  }

  @Override
  void number(char[] chars, int offset, int length) {
    throw refusedNumber(chars, offset, length);
  }

  @Override
  public void bool(boolean bool) {
    throw refused("a boolean");
  }

  @Override
  public void uuid(long newHigh, long newLow) {
    high = newHigh;
    low = newLow;
    accept();
  }

  @Override
  public void appendTo(ColumnBuilder column) {
    column.appendUuid(high, low);
  }

  @Override
  public void hashInto(ContentHash hash) {
    hash.putLong(high);
    hash.putLong(low);
  }

  @Override
  String spelled() {
    return new UUID(high, low).toString();
  }

  @Override
  String accepted() {
    return "UUIDs as text, such as 123e4567-e89b-12d3-a456-426614174000";
  }
}
