package io.timestore.calcite.parse;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An interval as PostgreSQL writes it: {@code 1 day 2 hours}, {@code 90 min}, {@code -1:30:00}.
 *
 * @param months the years and months
 * @param millis the weeks, days and what is smaller
 */
public record IntervalText(long months, long millis) {
  private static final Pattern PART =
      Pattern.compile(
          "\\s*(?:([+-]?)(\\d+):(\\d{1,2})(?::(\\d{1,2}(?:\\.\\d+)?))?|([+-]?\\d*\\.?\\d+)\\s*([a-zA-Z]+))\\s*");
  private static final Map<String, Integer> MONTHS =
      Map.of("month", 1, "mon", 1, "quarter", 3, "year", 12, "yr", 12, "y", 12, "decade", 120);
  private static final Map<String, BigDecimal> MILLIS =
      Map.ofEntries(
          unit("microsecond", "0.001"),
          unit("us", "0.001"),
          unit("millisecond", "1"),
          unit("ms", "1"),
          unit("second", "1000"),
          unit("sec", "1000"),
          unit("s", "1000"),
          unit("minute", "60000"),
          unit("min", "60000"),
          unit("m", "60000"),
          unit("hour", "3600000"),
          unit("hr", "3600000"),
          unit("h", "3600000"),
          unit("day", "86400000"),
          unit("d", "86400000"),
          unit("week", "604800000"),
          unit("w", "604800000"));

  private static Map.Entry<String, BigDecimal> unit(String name, String millis) {
    return Map.entry(name, new BigDecimal(millis));
  }

  /**
   * Reads an interval.
   *
   * @throws TimestoreException INVALID_SQL
   */
  public static IntervalText parse(String text) {
    String plain = text.strip().toLowerCase(Locale.ROOT);
    boolean ago = plain.endsWith(" ago");
    String parts = ago ? plain.substring(0, plain.length() - 4) : plain;
    long months = 0;
    BigDecimal millis = BigDecimal.ZERO;
    Matcher part = PART.matcher(parts);
    int at = 0;
    while (at < parts.length() && part.find(at) && part.start() == at) {
      at = part.end();
      if (part.group(6) == null) {
        millis = millis.add(clock(part));
      } else if (monthsOf(part.group(6)) != 0) {
        months += wholeMonths(part.group(5), monthsOf(part.group(6)), text);
      } else {
        millis = millis.add(new BigDecimal(part.group(5)).multiply(millisOf(part.group(6), text)));
      }
    }
    if (at < parts.length() || parts.isEmpty()) {
      throw wrong(text, "accepted are numbers with units, as in '1 day 2 hours', and hh:mm:ss");
    }
    try {
      long whole = millis.setScale(0, RoundingMode.UNNECESSARY).longValueExact();
      return ago ? new IntervalText(-months, -whole) : new IntervalText(months, whole);
    } catch (ArithmeticException e) {
      throw wrong(text, "intervals are exact to the millisecond");
    }
  }

  private static BigDecimal clock(Matcher part) {
    BigDecimal seconds =
        new BigDecimal(part.group(2))
            .multiply(BigDecimal.valueOf(3600))
            .add(new BigDecimal(part.group(3)).multiply(BigDecimal.valueOf(60)))
            .add(part.group(4) == null ? BigDecimal.ZERO : new BigDecimal(part.group(4)));
    BigDecimal millis = seconds.multiply(BigDecimal.valueOf(1000));
    return "-".equals(part.group(1)) ? millis.negate() : millis;
  }

  private static String singular(String unit) {
    return unit.length() > 2 && unit.endsWith("s") ? unit.substring(0, unit.length() - 1) : unit;
  }

  private static int monthsOf(String unit) {
    return MONTHS.getOrDefault(singular(unit), 0);
  }

  private static long wholeMonths(String number, int factor, String text) {
    try {
      return new BigDecimal(number).multiply(BigDecimal.valueOf(factor)).longValueExact();
    } catch (ArithmeticException e) {
      throw wrong(text, "a part of a month has no fixed length");
    }
  }

  private static BigDecimal millisOf(String unit, String text) {
    BigDecimal millis = MILLIS.get(singular(unit));
    if (millis == null) {
      throw wrong(text, "'" + unit + "' is no unit of time");
    }
    return millis;
  }

  private static TimestoreException wrong(String text, String why) {
    return new TimestoreException(
        ErrorCode.INVALID_SQL, "'" + text + "' is not an interval: " + why);
  }
}
