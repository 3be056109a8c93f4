package io.timestore.calcite.merge.column;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import org.apache.calcite.avatica.util.TimeUnitRange;

/**
 * Arithmetic on ticks: units of 10^-precision seconds since the epoch, in UTC and the proleptic
 * Gregorian calendar. Stateless.
 */
public final class TimeUnits {
  private static final long SECONDS_OF_DAY = 86_400;
  private static final long[] POWERS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
  };
  private static final int MONTHS_OF_QUARTER = 3;
  private static final int DAYS_OF_WEEK = 7;

  /** 1970-01-01 was a Thursday. */
  private static final int MONDAY_OFFSET = 3;

  private TimeUnits() {}

  public static long powerOfTen(int exponent) {
    return POWERS[exponent];
  }

  /** Ticks of a time; digits below the precision are cut off. */
  public static long ticks(LocalDateTime time, int precision) {
    Instant instant = time.toInstant(ZoneOffset.UTC);
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), POWERS[precision]),
        instant.getNano() / POWERS[POWERS.length - 1 - precision]);
  }

  /** Ticks in a fixed unit of time, 0 for units of the calendar. */
  static long fixedTicks(TimeUnitRange unit, int precision) {
    long perSecond = POWERS[precision];
    return switch (unit) {
      case SECOND -> perSecond;
      case MINUTE -> 60 * perSecond;
      case HOUR -> 3_600 * perSecond;
      case DAY -> SECONDS_OF_DAY * perSecond;
      case MILLISECOND -> Math.max(1, perSecond / 1_000);
      case MICROSECOND -> Math.max(1, perSecond / 1_000_000);
      default -> 0;
    };
  }

  /** The first day of the unit of the calendar that a day lies in. */
  static long floorDay(long day, TimeUnitRange unit) {
    if (unit == TimeUnitRange.WEEK) {
      return Math.floorDiv(day + MONDAY_OFFSET, DAYS_OF_WEEK) * DAYS_OF_WEEK - MONDAY_OFFSET;
    }
    LocalDate date = LocalDate.ofEpochDay(day);
    LocalDate first =
        switch (unit) {
          case YEAR -> date.withDayOfYear(1);
          case QUARTER ->
              date.withDayOfMonth(1)
                  .withMonth(
                      (date.getMonthValue() - 1) / MONTHS_OF_QUARTER * MONTHS_OF_QUARTER + 1);
          case MONTH -> date.withDayOfMonth(1);
          case DAY -> date;
          default -> throw new NotMergeableException(unit);
        };
    return first.toEpochDay();
  }

  /** A field of a date. */
  static long fieldOfDay(long day, TimeUnitRange unit) {
    LocalDate date = LocalDate.ofEpochDay(day);
    return switch (unit) {
      case YEAR -> date.getYear();
      case QUARTER -> date.get(IsoFields.QUARTER_OF_YEAR);
      case MONTH -> date.getMonthValue();
      case WEEK -> date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
      case DAY -> date.getDayOfMonth();
      case DOY -> date.getDayOfYear();
      case DOW -> date.getDayOfWeek().getValue() % DAYS_OF_WEEK + 1;
      case ISODOW -> date.getDayOfWeek().getValue();
      default -> throw new NotMergeableException(unit);
    };
  }

  /** A field of the time of day. */
  static long fieldOfTime(long secondOfDay, TimeUnitRange unit) {
    return switch (unit) {
      case HOUR -> secondOfDay / 3_600;
      case MINUTE -> secondOfDay / 60 % 60;
      case SECOND -> secondOfDay % 60;
      default -> throw new NotMergeableException(unit);
    };
  }

  static boolean isFieldOfTime(TimeUnitRange unit) {
    return unit == TimeUnitRange.HOUR
        || unit == TimeUnitRange.MINUTE
        || unit == TimeUnitRange.SECOND;
  }

  static long dayOf(long ticks, int precision) {
    return Math.floorDiv(ticks, SECONDS_OF_DAY * POWERS[precision]);
  }

  static long secondOfDay(long ticks, int precision) {
    return Math.floorMod(Math.floorDiv(ticks, POWERS[precision]), SECONDS_OF_DAY);
  }

  static long startOf(long day, int precision) {
    return Math.multiplyExact(day, SECONDS_OF_DAY * POWERS[precision]);
  }

  /** Adds months; a day that the month lacks becomes its last. */
  static long addMonths(long ticks, long months, int precision) {
    long day = dayOf(ticks, precision);
    long inDay = ticks - startOf(day, precision);
    long moved = LocalDate.ofEpochDay(day).plus(months, ChronoUnit.MONTHS).toEpochDay();
    return Math.addExact(startOf(moved, precision), inDay);
  }
}
