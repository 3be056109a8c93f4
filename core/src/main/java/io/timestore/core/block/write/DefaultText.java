package io.timestore.core.block.write;

import io.timestore.core.block.type.Ticks;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.UUID;

/** Reads a field's default value, which is text, into a column of the field's type. */
public final class DefaultText {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffsetId()
          .toFormatter(Locale.ROOT);

  private DefaultText() {}

  /**
   * Adds the value that a default's text stands for.
   *
   * @throws TimestoreException INVALID_VALUE if the text is no value of the column's type
   */
  public static void append(String text, ColumnBuilder column) {
    try {
      switch (column.type().kind()) {
        case TIMESTAMP -> column.appendLong(ticks(text, column.type().precision()));
        case DATE -> column.appendLong(LocalDate.parse(text).toEpochDay());
        case INTEGER -> column.appendLong(Long.parseLong(text));
        case DOUBLE -> column.appendDouble(Double.parseDouble(text));
        case DECIMAL -> column.appendDecimal(new BigDecimal(text));
        case BOOLEAN -> column.appendLong(bool(text));
        case UUID -> {
          UUID uuid = UUID.fromString(text);
          column.appendUuid(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
        }
        case STRING, KEYWORD, JSON -> column.appendString(text);
      }
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw new TimestoreException(
          ErrorCode.INVALID_VALUE,
          "the default '"
              + text
              + "' of column '"
              + column.name()
              + "' is not a value of type "
              + column.type(),
          e);
    }
  }

  private static long bool(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "1" -> 1;
      case "false", "0" -> 0;
      default -> throw new IllegalArgumentException("not a boolean");
    };
  }

  private static long ticks(String text, int precision) {
    TemporalAccessor parsed =
        TIME.parseBest(text.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
    OffsetDateTime time =
        parsed instanceof OffsetDateTime offset
            ? offset
            : LocalDateTime.from(parsed).atOffset(ZoneOffset.UTC);
    long perSecond = Ticks.perSecond(precision);
    long nanosPerTick = 1_000_000_000L / perSecond;
    if (time.getNano() % nanosPerTick != 0) {
      throw new ArithmeticException("too many fraction digits");
    }
    return Math.addExact(
        Math.multiplyExact(time.toEpochSecond(), perSecond), time.getNano() / nanosPerTick);
  }
}
