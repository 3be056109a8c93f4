package io.timestore.core.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The width of a table's time windows. A window is one ClickHouse partition and one block lies in
 * one window, so that one insert touches one partition. Window numbers are what ClickHouse computes
 * with {@link #partitionExpression}.
 */
public enum TimeWindow {
  DAY("toYYYYMMDD"),
  MONTH("toYYYYMM"),
  YEAR("toYear");

  private final String function;

  TimeWindow(String function) {
    this.function = function;
  }

  /** The number of the window that holds a time, such as 200101 for January 2001. */
  public int windowOf(long epochSecond) {
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(epochSecond, 86_400L));
    return switch (this) {
      case DAY -> day.getYear() * 10_000 + day.getMonthValue() * 100 + day.getDayOfMonth();
      case MONTH -> day.getYear() * 100 + day.getMonthValue();
      case YEAR -> day.getYear();
    };
  }

  /** The first instant of the window that holds a time. */
  public Instant startOf(long epochSecond) {
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(epochSecond, 86_400L));
    LocalDate first =
        switch (this) {
          case DAY -> day;
          case MONTH -> day.withDayOfMonth(1);
          case YEAR -> day.withDayOfYear(1);
        };
    return first.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** The first instant after the window that holds a time. */
  public Instant endOf(long epochSecond) {
    LocalDate first = startOf(epochSecond).atZone(ZoneOffset.UTC).toLocalDate();
    LocalDate next =
        switch (this) {
          case DAY -> first.plusDays(1);
          case MONTH -> first.plusMonths(1);
          case YEAR -> first.plusYears(1);
        };
    return next.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** The ClickHouse PARTITION BY expression over a quoted column. */
  public String partitionExpression(String quotedColumn) {
    return function + "(" + quotedColumn + ")";
  }
}
