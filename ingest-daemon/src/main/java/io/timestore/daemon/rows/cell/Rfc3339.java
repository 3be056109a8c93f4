package io.timestore.daemon.rows.cell;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Reads times in the grammar of RFC 3339, section 5.6: date, {@code T} or a blank, time, fraction,
 * zone. Makes no objects; the last result is read from the parser. Leap seconds ({@code :60}) are
 * refused, as no timestamp can hold them. For one thread.
 */
public final class Rfc3339 {
  private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  private static final int TIME_LENGTH = 19;
  private static final int MAX_OFFSET_HOURS = 23;

  private long epochSecond;
  private int nano;
  private boolean excess;
  private char[] chars = {};
  private int at;
  private int end;
  private int lastYear = -1;
  private int lastMonth;
  private long lastMonthDay;

  /** An instant, or null if the text is not RFC 3339 or finer than a nanosecond. */
  public static @Nullable Instant instant(String text) {
    Rfc3339 parser = new Rfc3339();
    return parser.parse(text.toCharArray(), 0, text.length()) && !parser.excess
        ? Instant.ofEpochSecond(parser.epochSecond, parser.nano)
        : null;
  }

  long epochSecond() {
    return epochSecond;
  }

  int nano() {
    return nano;
  }

  /** Whether the fraction has digits other than zero beyond the ninth. */
  boolean excess() {
    return excess;
  }

  /** Whether the text is a time; if not, the results mean nothing. */
  boolean parse(char[] source, int offset, int length) {
    if (length <= TIME_LENGTH) {
      return false;
    }
    chars = source;
    at = offset;
    end = offset + length;
    int year = digits(0, 4);
    int month = digits(5, 2);
    int day = digits(8, 2);
    int hour = digits(11, 2);
    int minute = digits(14, 2);
    int second = digits(17, 2);
    char t = chars[at + 10];
    boolean marks =
        chars[at + 4] == '-'
            && chars[at + 7] == '-'
            && (t == 'T' || t == 't' || t == ' ')
            && chars[at + 13] == ':'
            && chars[at + 16] == ':';
    // a group with a character that is no digit is negative, so OR of all is negative
    if (!marks || (year | month | day | hour | minute | second) < 0) {
      return false;
    }
    if (month < 1 || month > 12 || day < 1 || day > monthLength(year, month)) {
      return false;
    }
    if (hour > 23 || minute > 59 || second > 59) {
      return false;
    }
    epochSecond =
        (firstOfMonth(year, month) + day - 1) * 86_400L + hour * 3_600L + minute * 60L + second;
    at += TIME_LENGTH;
    return fraction() && zone();
  }

  private boolean fraction() {
    nano = 0;
    excess = false;
    if (chars[at] != '.') {
      return true;
    }
    int start = ++at;
    int scale = 100_000_000;
    while (at < end && chars[at] >= '0' && chars[at] <= '9') {
      int digit = chars[at++] - '0';
      nano += digit * scale;
      excess |= scale == 0 && digit != 0;
      scale /= 10;
    }
    return at > start && at < end;
  }

  private boolean zone() {
    char sign = chars[at];
    if (sign == 'Z' || sign == 'z') {
      return at + 1 == end;
    }
    if ((sign != '+' && sign != '-') || at + 6 != end || chars[at + 3] != ':') {
      return false;
    }
    int hours = digits(1, 2);
    int minutes = digits(4, 2);
    if ((hours | minutes) < 0 || hours > MAX_OFFSET_HOURS || minutes > 59) {
      return false;
    }
    int seconds = hours * 3_600 + minutes * 60;
    epochSecond += sign == '-' ? seconds : -seconds;
    return true;
  }

  /** The number in some digits from the current position, negative if one is no digit. */
  private int digits(int from, int count) {
    int value = 0;
    for (int i = at + from; i < at + from + count; i++) {
      int digit = chars[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static int monthLength(int year, int month) {
    boolean leap = month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return leap ? 29 : DAYS[month - 1];
  }

  private long firstOfMonth(int year, int month) {
    if (year != lastYear || month != lastMonth) {
      lastYear = year;
      lastMonth = month;
      lastMonthDay = LocalDate.of(year, month, 1).toEpochDay();
    }
    return lastMonthDay;
  }
}
