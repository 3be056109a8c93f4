package io.timestore.core.block.type;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** DateTime64 values: a count of ticks of 10^-precision seconds since the epoch, in UTC. */
public final class Ticks {
  private Ticks() {}

  public static long perSecond(int precision) {
    long ticks = 1;
    for (int i = 0; i < precision; i++) {
      ticks *= 10;
    }
    return ticks;
  }

  public static LocalDateTime toDateTime(long ticks, long perSecond) {
    long second = Math.floorDiv(ticks, perSecond);
    int nano = (int) (Math.floorMod(ticks, perSecond) * (1_000_000_000L / perSecond));
    return LocalDateTime.ofEpochSecond(second, nano, ZoneOffset.UTC);
  }

  public static String spell(long ticks, int precision) {
    long perSecond = perSecond(precision);
    long second = Math.floorDiv(ticks, perSecond);
    if (Math.abs(second) > 1_000_000_000_000L) {
      return ticks + " ticks of 10^-" + precision + " s";
    }
    LocalDateTime time = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
    long fraction = Math.floorMod(ticks, perSecond) + perSecond;
    String clock = time.toLocalTime().toString();
    return time.toLocalDate()
        + " "
        + (clock.length() == 5 ? clock + ":00" : clock)
        + "."
        + Long.toString(fraction).substring(1);
  }
}
