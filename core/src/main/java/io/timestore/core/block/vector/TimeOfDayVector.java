package io.timestore.core.block.vector;

import io.timestore.core.block.type.Ticks;
import java.util.Locale;

/**
 * Time and Time64: signed ticks since midnight, beyond one day as well, so their natural form is
 * text such as {@code -100:00:00.5}.
 */
public final class TimeOfDayVector extends IntegerVector {
  private final int precision;

  public TimeOfDayVector(
      String name, String type, byte[] data, int rows, int precision, int width) {
    super(name, type, data, rows, width, true);
    this.precision = precision;
  }

  @Override
  public String getString(int row) {
    long ticks = bits(row);
    long perSecond = Ticks.perSecond(precision);
    long seconds = Math.abs(ticks / perSecond);
    String clock =
        String.format(
            Locale.ROOT, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    String fraction =
        precision == 0
            ? ""
            : "." + Long.toString(perSecond + Math.abs(ticks % perSecond)).substring(1);
    return (ticks < 0 ? "-" : "") + clock + fraction;
  }

  @Override
  public Object getObject(int row) {
    return getString(row);
  }
}
