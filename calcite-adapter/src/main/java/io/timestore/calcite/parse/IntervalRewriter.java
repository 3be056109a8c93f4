package io.timestore.calcite.parse;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.math.BigDecimal;
import java.util.List;

/** Turns {@code INTERVAL '1 day 2 hours'} and {@code INTERVAL 5 MINUTE} into standard intervals. */
final class IntervalRewriter {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private IntervalRewriter() {}

  static void collect(List<SqlToken> tokens, List<MappedText.Edit> edits) {
    for (int i = 0; i + 1 < tokens.size(); i++) {
      SqlToken text = tokens.get(i + 1);
      if (tokens.get(i).isWord("INTERVAL")
          && text.kind() == SqlToken.Kind.NUMBER
          && text.text().chars().allMatch(Character::isDigit)) {
        edits.add(new MappedText.Edit(text.start(), text.end(), "'" + text.text() + "'"));
      } else if (tokens.get(i).isWord("INTERVAL")
          && text.text().startsWith("'")
          && text.text().chars().anyMatch(Character::isLetter)) {
        String content = text.text().substring(1, Math.max(1, text.text().length() - 1));
        String sign = i > 0 ? tokens.get(i - 1).text() : "";
        edits.add(
            new MappedText.Edit(
                tokens.get(i).start(), text.end(), standard(IntervalText.parse(content), sign)));
      }
    }
  }

  private static String standard(IntervalText interval, String sign) {
    if (interval.months() == 0) {
      return dayTime(interval.millis());
    }
    String months = literal(interval.months(), "MONTH");
    if (interval.millis() == 0) {
      return months;
    }
    if (sign.equals("+") || sign.equals("-")) {
      return months + " " + sign + " " + dayTime(interval.millis());
    }
    throw new TimestoreException(
        ErrorCode.UNSUPPORTED,
        "an interval with months and days is only supported behind + or -, as in ts + INTERVAL '1"
            + " month 2 days'");
  }

  private static String dayTime(long millis) {
    if (millis % DAY == 0) {
      return literal(millis / DAY, "DAY");
    }
    if (millis % HOUR == 0) {
      return literal(millis / HOUR, "HOUR");
    }
    if (millis % MINUTE == 0) {
      return literal(millis / MINUTE, "MINUTE");
    }
    BigDecimal seconds = BigDecimal.valueOf(Math.abs(millis), 3).stripTrailingZeros();
    return "INTERVAL " + (millis < 0 ? "-" : "") + "'" + seconds.toPlainString() + "' SECOND";
  }

  private static String literal(long count, String unit) {
    return "INTERVAL " + (count < 0 ? "-" : "") + "'" + Math.abs(count) + "' " + unit;
  }
}
