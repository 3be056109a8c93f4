package io.timestore.jdbc;

import java.time.LocalDateTime;
import java.time.temporal.ChronoField;

/** Writes times in UTC as RFC 3339 has them, without a formatter's detours. Stateless. */
final class Rfc3339Text {
  private static final int NANO_DIGITS = 9;

  private Rfc3339Text() {}

  /** Appends a quoted time with so many fraction digits. */
  static void append(StringBuilder out, LocalDateTime time, int digits) {
    out.append('"');
    pad(out, time.getYear(), 4);
    pad(out.append('-'), time.getMonthValue(), 2);
    pad(out.append('-'), time.getDayOfMonth(), 2);
    pad(out.append('T'), time.getHour(), 2);
    pad(out.append(':'), time.getMinute(), 2);
    pad(out.append(':'), time.getSecond(), 2);
    int nanos = time.get(ChronoField.NANO_OF_SECOND);
    if (nanos != 0) {
      out.append('.');
      int start = out.length();
      pad(out, nanos, NANO_DIGITS);
      out.setLength(start + digits);
    }
    out.append("Z\"");
  }

  private static void pad(StringBuilder out, int number, int width) {
    int divisor = 1;
    for (int i = 1; i < width; i++) {
      divisor *= 10;
    }
    for (; divisor > 0; divisor /= 10) {
      out.append((char) ('0' + number / divisor % 10));
    }
  }
}
