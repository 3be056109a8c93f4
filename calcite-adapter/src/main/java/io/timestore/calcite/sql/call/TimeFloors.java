package io.timestore.calcite.sql.call;

import io.timestore.calcite.function.Refusals;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * FLOOR and CEIL of dates and timestamps. Weeks start on Monday, decades with a year that ends in
 * 0, centuries and millennia with one that ends in 1.
 */
final class TimeFloors {
  private static final BigInteger WEEK_START_MILLIS =
      TimeUnit.DAY.multiplier.multiply(BigDecimal.valueOf(-3)).toBigIntegerExact();

  private TimeFloors() {}

  /** The start of the unit, in the type that was given. */
  static String floor(TimeUnitRange unit, String x, RelDataType type) {
    boolean date = type.getSqlTypeName() == SqlTypeName.DATE;
    TimeBucket bucket = bucket(unit, x, type);
    if (bucket != null) {
      return bucket.start();
    }
    String start = start(unit, x, date, !date && type.getPrecision() > 0);
    if (start.equals(x)) {
      return x;
    }
    return date
        ? "toDate32(" + start + ")"
        : "toDateTime64(" + start + ", " + type.getPrecision() + ", 'UTC')";
  }

  /**
   * Units of a fixed length; null for others, and for types without ticks. Weeks start three days
   * before the epoch.
   */
  static @Nullable TimeBucket bucket(TimeUnitRange unit, String x, RelDataType type) {
    BigDecimal millis =
        switch (unit) {
          case WEEK -> TimeUnit.DAY.multiplier.multiply(BigDecimal.valueOf(7));
          case DAY -> TimeUnit.DAY.multiplier;
          case HOUR -> TimeUnit.HOUR.multiplier;
          case MINUTE -> TimeUnit.MINUTE.multiplier;
          case SECOND -> TimeUnit.SECOND.multiplier;
          default -> null;
        };
    if (millis == null || !TimeBucket.hasTicks(type)) {
      return null;
    }
    BigInteger perMilli = TimeBucket.ticksPerMilli(type.getPrecision());
    BigInteger origin = unit == TimeUnitRange.WEEK ? WEEK_START_MILLIS : BigInteger.ZERO;
    return new TimeBucket(
        x,
        type.getPrecision(),
        perMilli.multiply(millis.toBigIntegerExact()),
        perMilli.multiply(origin).toString());
  }

  /** Before 1970 ClickHouse takes a part of a second for the next hour or day: it is cut first. */
  private static String start(TimeUnitRange unit, String x, boolean date, boolean fractional) {
    String second = fractional ? "toStartOfSecond(" + x + ")" : x;
    return switch (unit) {
      case MILLENNIUM -> years(x, 1_000, 1);
      case CENTURY -> years(x, 100, 1);
      case DECADE -> years(x, 10, 0);
      case YEAR -> "toStartOfYear(" + second + ")";
      case ISOYEAR -> "toStartOfISOYear(" + second + ")";
      case QUARTER -> "toStartOfQuarter(" + second + ")";
      case MONTH -> "toStartOfMonth(" + second + ")";
      case WEEK -> "toStartOfWeek(" + second + ", 1)";
      case DAY -> date ? x : "toStartOfDay(" + second + ")";
      case HOUR -> date ? x : "toStartOfHour(" + second + ")";
      case MINUTE -> date ? x : "toStartOfMinute(" + second + ")";
      case SECOND -> date ? x : "toStartOfSecond(" + x + ")";
      case MILLISECOND -> date ? x : "toStartOfMillisecond(" + x + ")";
      case MICROSECOND -> date ? x : "toStartOfMicrosecond(" + x + ")";
      case NANOSECOND -> x;
      default -> throw Refusals.unsupported("FLOOR or CEIL to " + unit);
    };
  }

  private static String years(String x, int length, int first) {
    return "makeDate32(intDiv(toYear(%s) - %d, %d) * %d + %d, 1, 1)"
        .formatted(x, first, length, length, first);
  }

  /** The value itself if a unit starts there, else the start of the next unit. */
  static String ceil(TimeUnitRange unit, String x, RelDataType type) {
    String floor = floor(unit, x, type);
    if (floor.equals(x)) {
      return x;
    }
    String next = floor(unit, next(unit, floor), type);
    return "if(" + floor + " = " + x + ", " + x + ", " + next + ")";
  }

  private static String next(TimeUnitRange unit, String x) {
    return switch (unit) {
      case MILLENNIUM -> "addYears(" + x + ", 1000)";
      case CENTURY -> "addYears(" + x + ", 100)";
      case DECADE -> "addYears(" + x + ", 10)";
      case YEAR -> "addYears(" + x + ", 1)";
      case ISOYEAR -> "addDays(" + x + ", 371)";
      case QUARTER -> "addMonths(" + x + ", 3)";
      case MONTH -> "addMonths(" + x + ", 1)";
      case WEEK -> "addDays(" + x + ", 7)";
      case DAY -> "addDays(" + x + ", 1)";
      case HOUR -> "addHours(" + x + ", 1)";
      case MINUTE -> "addMinutes(" + x + ", 1)";
      case SECOND -> "addSeconds(" + x + ", 1)";
      case MILLISECOND -> "addMilliseconds(" + x + ", 1)";
      case MICROSECOND -> "addMicroseconds(" + x + ", 1)";
      default -> throw Refusals.unsupported("CEIL to " + unit);
    };
  }
}
