package io.timestore.core.block.write;

import io.timestore.core.block.frame.LittleEndian;
import io.timestore.core.block.type.Ticks;
import io.timestore.core.model.FieldType;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A column of integers, timestamps, dates or booleans, with the bounds that ClickHouse has. */
final class LongColumnBuilder extends ColumnBuilder {
  private static final long SECONDS_1900 = -2_208_988_800L;
  private static final long SECONDS_2300 = 10_413_792_000L;
  private static final long SECONDS_PER_DAY = 86_400L;

  private final int width;
  private final long least;
  private final long greatest;
  private final ByteBuilder values;

  LongColumnBuilder(String name, FieldType type, boolean nullable) {
    super(name, type, nullable);
    switch (type.kind()) {
      case TIMESTAMP -> {
        long ticks = Ticks.perSecond(type.precision());
        width = Long.BYTES;
        least = SECONDS_1900 * ticks;
        greatest = type.precision() == 9 ? Long.MAX_VALUE : SECONDS_2300 * ticks - 1;
      }
      case DATE -> {
        width = Integer.BYTES;
        least = SECONDS_1900 / SECONDS_PER_DAY;
        greatest = SECONDS_2300 / SECONDS_PER_DAY - 1;
      }
      case BOOLEAN -> {
        width = Byte.BYTES;
        least = 0;
        greatest = 1;
      }
      default -> {
        width = Long.BYTES;
        least = Long.MIN_VALUE;
        greatest = Long.MAX_VALUE;
      }
    }
    values = new ByteBuilder(64 * width);
  }

  @Override
  public void checkLong(long value) {
    if (value < least || value > greatest) {
      throw outOfRange(
          type().kind() == FieldType.Kind.BOOLEAN ? value : spell(value),
          spell(least) + " to " + spell(greatest));
    }
  }

  @Override
  public void appendLong(long value) {
    checkLong(value);
    put(value);
    advance();
  }

  private void put(long value) {
    switch (width) {
      case Long.BYTES -> values.putLong(value);
      case Integer.BYTES -> values.putInt((int) value);
      default -> values.putByte((int) value);
    }
  }

  private long get(int row) {
    byte[] bytes = values.array();
    return switch (width) {
      case Long.BYTES -> LittleEndian.getLong(bytes, row * Long.BYTES);
      case Integer.BYTES -> LittleEndian.getInt(bytes, row * Integer.BYTES);
      default -> bytes[row];
    };
  }

  @Override
  void putZero() {
    put(0);
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
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (int row = 0; row < size(); row++) {
      if (!isNull(row)) {
        long value = get(row);
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }
    return new Range(spell(min), spell(max));
  }

  private String spell(long value) {
    return switch (type().kind()) {
      case TIMESTAMP -> Ticks.spell(value, type().precision());
      case DATE -> safeDate(value);
      case BOOLEAN -> value == 0 ? "false" : "true";
      default -> Long.toString(value);
    };
  }

  private static String safeDate(long epochDay) {
    boolean printable = epochDay > -1_000_000_000L && epochDay < 1_000_000_000L;
    return printable ? LocalDate.ofEpochDay(epochDay).toString() : "day " + epochDay;
  }
}
