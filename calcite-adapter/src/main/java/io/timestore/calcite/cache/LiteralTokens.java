package io.timestore.calcite.cache;

import io.timestore.calcite.cache.StatementShape.Literal;
import io.timestore.calcite.plan.rewrite.LiteralValue;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads literals. What is out of the ordinary is none, and stays in the statement's text. */
final class LiteralTokens {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,15}(\\.\\d{1,15})?");
  private static final Pattern DAY = Pattern.compile("(19[7-9]|20\\d|21\\d)\\d-\\d\\d-\\d\\d");
  private static final Pattern TIME = Pattern.compile("\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?");
  private static final int DAY_CHARS = 10;

  private LiteralTokens() {}

  static @Nullable Literal number(int ordinal, String sql, int start, int end) {
    String source = sql.substring(start, end);
    if (!NUMBER.matcher(source).matches()) {
      return null;
    }
    BigDecimal number = new BigDecimal(source);
    if (number.scale() == 0) {
      return new Literal(
          start, source, "?i", new LiteralValue(ordinal, number.longValue(), number));
    }
    String mark = "?d" + number.precision() + "." + number.scale();
    return new Literal(start, source, mark, new LiteralValue(ordinal, number, number));
  }

  static Literal text(int ordinal, String sql, int start, int end) {
    String text = sql.substring(start + 1, end - 1).replace("''", "'");
    return new Literal(
        start, sql.substring(start, end), "?s", new LiteralValue(ordinal, text, text));
  }

  /** A DATE or TIMESTAMP; null if the text is none. */
  static @Nullable Literal time(
      int ordinal, String sql, int start, int quote, int end, String type) {
    String text = sql.substring(quote + 1, end - 1);
    String source = sql.substring(start, end);
    String parsed = type + " " + text;
    boolean day = type.equals("DATE");
    int dayEnd = Math.min(DAY_CHARS, text.length());
    if (!DAY.matcher(text.substring(0, dayEnd)).matches()
        || (day
            ? text.length() != DAY_CHARS
            : text.length() <= DAY_CHARS
                || text.charAt(DAY_CHARS) != ' '
                || !TIME.matcher(text.substring(DAY_CHARS + 1)).matches())) {
      return null;
    }
    try {
      Object value = day ? LocalDate.parse(text) : LocalDateTime.parse(text.replace(' ', 'T'));
      String mark = day ? "?D" : "?t" + text.length();
      return new Literal(start, source, mark, new LiteralValue(ordinal, value, parsed));
    } catch (DateTimeException notADay) {
      return null;
    }
  }
}
