package io.timestore.daemon.rows.cell;

import io.timestore.core.block.write.ColumnBuilder;
import io.timestore.core.model.Field;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A timestamp: RFC 3339 text with a zone, or epoch milliseconds as a number. */
public final class TimestampCell extends Cell {
  /** First second that ClickHouse's DateTime64 holds. */
  private static final long LEAST_SECOND = Instant.parse("1900-01-01T00:00:00Z").getEpochSecond();

  /** The last whole second whose nanoseconds since the epoch fit 64 bits. */
  private static final long GREATEST_SECOND = Long.MAX_VALUE / 1_000_000_000L - 1;

  /** Ticks by the number of fraction digits. */
  private static final long[] PER_SECOND = {
    1L, 10L, 100L, 1_000L, 10_000L, 100_000L, 1_000_000L, 10_000_000L, 100_000_000L, 1_000_000_000L
  };

  private static final int MILLIS_PRECISION = 3;
  private static final int NANO_DIGITS_OF_MILLI = 6;

  private final int precision;
  private final long ticksPerSecond;
  private final int nanosPerTick;
  private final Rfc3339 parser = new Rfc3339();
  private long second;
  private int nano;

  TimestampCell(RowPosition position, Field field) {
    super(position, field);
    precision = field.type().precision();
    ticksPerSecond = PER_SECOND[precision];
    nanosPerTick = (int) (1_000_000_000L / ticksPerSecond);
  }

  /** The value as nanoseconds since the epoch. */
  public long nanos() {
    return second * 1_000_000_000L + nano;
  }

  @Override
  void text(char[] chars, int offset, int length) {
    if (!parser.parse(chars, offset, length)) {
      throw refusedText(chars, offset, length);
    }
    if (parser.excess()) {
      throw tooFine();
    }
    set(parser.epochSecond(), parser.nano());
  }

  @Override
  void number(char[] chars, int offset, int length) {
    @Nullable BigDecimal millis = NumberText.decimal(chars, offset, length);
    if (millis == null || millis.precision() - (long) millis.scale() > 18) {
      throw refusedNumber(chars, offset, length);
    }
    if (millis.signum() != 0 && millis.stripTrailingZeros().scale() > NANO_DIGITS_OF_MILLI) {
      throw tooFine();
    }
    BigDecimal whole = millis.setScale(0, RoundingMode.FLOOR);
    long rest = millis.subtract(whole).movePointRight(NANO_DIGITS_OF_MILLI).longValue();
    long value = whole.longValueExact();
    set(Math.floorDiv(value, 1000L), (int) (Math.floorMod(value, 1000L) * 1_000_000L + rest));
  }

  @Override
  public void untyped(char[] chars, int offset, int length) {
    if (NumberText.isNumber(chars, offset, length)) {
      number(chars, offset, length);
    } else {
      text(chars, offset, length);
    }
  }

  @Override
  public void bool(boolean value) {
    throw refused("a boolean");
  }

  @Override
  public void integer(long value) {
    time(value, MILLIS_PRECISION);
  }

  @Override
  public void time(long ticks, int fromPrecision) {
    long perSecond = PER_SECOND[fromPrecision];
    set(
        Math.floorDiv(ticks, perSecond),
        (int) (Math.floorMod(ticks, perSecond) * (1_000_000_000L / perSecond)));
  }

  private void set(long newSecond, int newNano) {
    if (newNano % nanosPerTick != 0) {
      throw tooFine();
    }
    if (newSecond < LEAST_SECOND || newSecond > GREATEST_SECOND) {
      throw invalid(
          "of type "
              + field().type()
              + " is out of range; accepted are times from "
              + Instant.ofEpochSecond(LEAST_SECOND)
              + " to "
              + Instant.ofEpochSecond(GREATEST_SECOND));
    }
    second = newSecond;
    nano = newNano;
    accept();
  }

  private RuntimeException tooFine() {
    return invalid(
        "of type "
            + field().type()
            + " keeps "
            + precision
            + " fraction digits and the value has more; accepted are "
            + accepted());
  }

  @Override
  public void appendTo(ColumnBuilder column) {
    column.appendLong(second * ticksPerSecond + nano / nanosPerTick);
  }

  @Override
  public void hashInto(ContentHash hash) {
    hash.putLong(nanos());
  }

  @Override
  String spelled() {
    String pattern = "uuuu-MM-dd HH:mm:ss." + "S".repeat(precision);
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .format(LocalDateTime.ofEpochSecond(second, nano, ZoneOffset.UTC));
  }

  @Override
  String accepted() {
    return "RFC 3339 text with a zone, such as 2001-01-01T00:01:00Z, with at most "
        + precision
        + " fraction digits, and epoch milliseconds as a number";
  }
}
