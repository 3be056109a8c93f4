package io.timestore.jdbc.internal.value;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * Makes timestamps of wall clock times in the JVM's zone, as {@link
 * Timestamp#valueOf(LocalDateTime)} does, but goes through the zone's rules only once for times of
 * one day that follow each other. For one thread.
 */
public final class WallClock {
  private static final long NO_DAY = Long.MIN_VALUE;
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
  private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();
  private static final long SECOND_MILLIS = 1_000;
  private static final long SECOND_NANOS = 1_000_000_000;

  private long lastDay = NO_DAY;

  /** A day on which no clock is changed, and when it starts. */
  private long plainDay = NO_DAY;

  private long start;
  private @Nullable TimeZone zone;

  public Timestamp at(LocalDateTime time) {
    return at(time.toEpochSecond(ZoneOffset.UTC), time.get(ChronoField.NANO_OF_SECOND));
  }

  /**
   * The time of a count of ticks.
   *
   * @param ticks since the epoch of the wall clock
   */
  public Timestamp at(long ticks, long perSecond) {
    long second = Math.floorDiv(ticks, perSecond);
    return at(second, (int) ((ticks - second * perSecond) * (SECOND_NANOS / perSecond)));
  }

  private Timestamp at(long second, int nano) {
    long day = Math.floorDiv(second, DAY_SECONDS);
    if (day == plainDay && TimeZone.getDefault().equals(zone)) {
      Timestamp at = new Timestamp(start + (second - day * DAY_SECONDS) * SECOND_MILLIS);
      at.setNanos(nano);
      return at;
    }
    if (day == lastDay) {
      learn(LocalDate.ofEpochDay(day), day);
    }
    lastDay = day;
    return Timestamp.valueOf(LocalDateTime.ofEpochSecond(second, nano, ZoneOffset.UTC));
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
