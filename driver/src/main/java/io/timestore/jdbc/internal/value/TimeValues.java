package io.timestore.jdbc.internal.value;

import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Calendar;
import org.jspecify.annotations.Nullable;

/**
 * Turns values into dates and times. A timestamp has no zone: {@code java.sql} objects get its wall
 * clock time in the calendar's or the JVM's zone, {@code Instant} and {@code OffsetDateTime} take
 * it as UTC.
 */
public final class TimeValues {
  private static final int DATE_CHARS = 10;
  private static final DateTimeFormatter TEXT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral(' ')
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
          .toFormatter();

  private TimeValues() {}

  public static LocalDateTime toDateTime(Object value) throws SQLException {
    if (value instanceof LocalDateTime time) {
      return time;
    }
    if (value instanceof LocalDate day) {
      return day.atStartOfDay();
    }
    if (value instanceof String text) {
      try {
        return parse(text.strip());
      } catch (DateTimeException e) {
        throw Values.refused(value, "a timestamp", e);
      }
    }
    throw Values.refused(value, "a timestamp", null);
  }

  /** A date, or a date and a time after a blank or T, in UTC unless an offset says otherwise. */
  private static LocalDateTime parse(String text) {
    if (text.length() <= DATE_CHARS) {
      return LocalDate.parse(text).atStartOfDay();
    }
    String iso =
        text.charAt(DATE_CHARS) == ' '
            ? text.substring(0, DATE_CHARS) + 'T' + text.substring(DATE_CHARS + 1)
            : text;
    TemporalAccessor time =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(iso, OffsetDateTime::from, LocalDateTime::from);
    return time instanceof OffsetDateTime at
        ? LocalDateTime.ofInstant(at.toInstant(), ZoneOffset.UTC)
        : LocalDateTime.from(time);
  }

  public static LocalDate toLocalDate(Object value) throws SQLException {
    return value instanceof LocalDate day ? day : toDateTime(value).toLocalDate();
  }

  static LocalTime toLocalTime(Object value) throws SQLException {
    return toDateTime(value).toLocalTime();
  }

  static Instant toInstant(Object value) throws SQLException {
    return toDateTime(value).toInstant(ZoneOffset.UTC);
  }

  public static Timestamp toTimestamp(Object value, @Nullable Calendar calendar)
      throws SQLException {
    LocalDateTime time = toDateTime(value);
    return calendar == null
        ? Timestamp.valueOf(time)
        : Timestamp.from(time.atZone(zone(calendar)).toInstant());
  }

  public static Date toDate(Object value, @Nullable Calendar calendar) throws SQLException {
    LocalDate day = toLocalDate(value);
    return calendar == null
        ? Date.valueOf(day)
        : new Date(day.atStartOfDay(zone(calendar)).toInstant().toEpochMilli());
  }

  public static Time toTime(Object value, @Nullable Calendar calendar) throws SQLException {
    LocalTime time = toLocalTime(value);
    return calendar == null
        ? Time.valueOf(time)
        : new Time(time.atDate(LocalDate.EPOCH).atZone(zone(calendar)).toInstant().toEpochMilli());
  }

  static String text(LocalDateTime time) {
    return TEXT.format(time);
  }

  private static ZoneId zone(Calendar calendar) {
    return calendar.getTimeZone().toZoneId();
  }
}
