package io.timestore.jdbc;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoField;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * Makes timestamps of wall clock times in the JVM's zone, as {@link
 * Timestamp#valueOf(LocalDateTime)} does, but goes through the zone's rules only once for times of
 * one day that follow each other. For one thread.
 */
final class WallClock {
  private static final long NO_DAY = Long.MIN_VALUE;
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
  private static final long MILLI_NANOS = Duration.ofMillis(1).toNanos();

  private long lastDay = NO_DAY;

  /** A day on which no clock is changed, and when it starts. */
  private long plainDay = NO_DAY;

  private long start;
  private @Nullable TimeZone zone;

  Timestamp at(LocalDateTime time) {
    long day = time.toLocalDate().toEpochDay();
    if (day == plainDay && TimeZone.getDefault().equals(zone)) {
      Timestamp at = new Timestamp(start + time.toLocalTime().toNanoOfDay() / MILLI_NANOS);
      at.setNanos(time.get(ChronoField.NANO_OF_SECOND));
      return at;
    }
    if (day == lastDay) {
      learn(time.toLocalDate(), day);
    }
    lastDay = day;
    return Timestamp.valueOf(time);
  }

  private void learn(LocalDate date, long day) {
    TimeZone now = TimeZone.getDefault();
    long from = Timestamp.valueOf(date.atStartOfDay()).getTime();
    long to = Timestamp.valueOf(date.plusDays(1).atStartOfDay()).getTime();
    plainDay = to - from == DAY_MILLIS && now.equals(TimeZone.getDefault()) ? day : NO_DAY;
    start = from;
    zone = now;
  }
}
