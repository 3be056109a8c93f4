package io.timestore.daemon.rows.cell;

import io.timestore.core.block.write.ColumnBuilder;
import io.timestore.core.model.Field;
import java.time.DateTimeException;
import java.time.LocalDate;

/** A date: text {@code YYYY-MM-DD}. */
final class DateCell extends Cell {
  private static final int LENGTH = 10;

  /** The days that ClickHouse's Date32 holds. */
  private static final LocalDate LEAST = LocalDate.of(1900, 1, 1);

  private static final LocalDate GREATEST = LocalDate.of(2299, 12, 31);

  private long epochDay;

  DateCell(RowPosition position, Field field) {
    super(position, field);
  }

  @Override
  void text(char[] chars, int offset, int length) {
    if (length != LENGTH) {
      throw refusedText(chars, offset, length);
    }
    try {
      date(LocalDate.parse(new String(chars, offset, length)).toEpochDay());
    } catch (DateTimeException e) {
      throw refusedText(chars, offset, length);
    }
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
  public void date(long newEpochDay) {
    if (newEpochDay < LEAST.toEpochDay() || newEpochDay > GREATEST.toEpochDay()) {
      throw refused("a day out of range");
    }
    epochDay = newEpochDay;
    accept();
  }

  @Override
  public void appendTo(ColumnBuilder column) {
    column.appendLong(epochDay);
  }

  @Override
  public void hashInto(ContentHash hash) {
    hash.putLong(epochDay);
  }

  @Override
  String spelled() {
    return LocalDate.ofEpochDay(epochDay).toString();
  }

  @Override
  String accepted() {
    return "dates YYYY-MM-DD as text from " + LEAST + " to " + GREATEST;
  }
}
