package io.timestore.calcite.plan.rewrite;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.NlsString;
import org.jspecify.annotations.Nullable;

/**
 * A literal of a statement that could be a parameter's value.
 *
 * @param ordinal counts the statement's literals that could be lifted
 * @param value a Long, BigDecimal, String, LocalDate or LocalDateTime
 * @param nature the natures of two literals are the same only if a parameter that holds one holds
 *     the other
 */
public record LiteralValue(int ordinal, Object value, String nature) {
  /** Most digits of a decimal that a DOUBLE comes back from. */
  private static final int DOUBLE_DIGITS = 15;

  private static final int MICRO_NANOS = 1_000;
  private static final int MILLI_NANOS = 1_000_000;
  private static final int MOST_DIGITS = 15;
  private static final Pattern DAY = Pattern.compile("(19[7-9]|20\\d|21\\d)\\d-\\d\\d-\\d\\d");
  private static final Pattern TIME = Pattern.compile("\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?");
  private static final int DAY_CHARS = 10;

  /** The value of a literal; null if it is out of the ordinary, and stays in the statement. */
  static @Nullable LiteralValue of(int ordinal, SqlLiteral literal) {
    if (literal instanceof SqlUnknownLiteral typed) {
      return time(ordinal, typed.tag.toUpperCase(Locale.ROOT), typed.getValue());
    }
    if (literal instanceof SqlNumericLiteral number
        && number.getTypeName() == SqlTypeName.DECIMAL) {
      return number(ordinal, number.getValueAs(BigDecimal.class));
    }
    if (literal instanceof SqlCharStringLiteral
        && literal.getValue() instanceof NlsString text
        && text.getCharsetName() == null
        && text.getCollation() == null) {
      return new LiteralValue(ordinal, text.getValue(), "text");
    }
    return null;
  }

  private static @Nullable LiteralValue number(int ordinal, BigDecimal number) {
    int scale = number.scale();
    if (scale < 0 || scale > MOST_DIGITS || number.precision() - scale > MOST_DIGITS) {
      return null;
    }
    return scale == 0
        ? new LiteralValue(ordinal, number.longValueExact(), "integer")
        : new LiteralValue(ordinal, number, "decimal " + number.precision() + "." + scale);
  }

  /** A DATE or TIMESTAMP; null if the text is none. */
  private static @Nullable LiteralValue time(int ordinal, String type, String text) {
    boolean day = type.equals("DATE");
    int dayEnd = Math.min(DAY_CHARS, text.length());
    if ((!day && !type.equals("TIMESTAMP"))
        || !DAY.matcher(text.substring(0, dayEnd)).matches()
        || (day
            ? text.length() != DAY_CHARS
            : text.length() <= DAY_CHARS
                || text.charAt(DAY_CHARS) != ' '
                || !TIME.matcher(text.substring(DAY_CHARS + 1)).matches())) {
      return null;
    }
    try {
      return day
          ? new LiteralValue(ordinal, LocalDate.parse(text), "date")
          : new LiteralValue(
              ordinal,
              LocalDateTime.parse(text.replace(' ', 'T')),
              "timestamp of " + text.length());
    } catch (DateTimeException notADay) {
      return null;
    }
  }

  /**
   * Whether a parameter that has the type of the column that it is compared with holds exactly this
   * value, and the comparison is the one that the literal would make.
   */
  boolean fits(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case TINYINT, SMALLINT, INTEGER, BIGINT -> value instanceof Long;
      case DOUBLE ->
          value instanceof Long
              || (value instanceof BigDecimal number && number.precision() <= DOUBLE_DIGITS);
      case DECIMAL ->
          value instanceof BigDecimal number
              && number.scale() <= type.getScale()
              && number.precision() - number.scale() <= type.getPrecision() - type.getScale();
      case VARCHAR -> value instanceof String;
      case DATE -> value instanceof LocalDate;
      case TIMESTAMP ->
          value instanceof LocalDateTime time
              && digits(time.get(ChronoField.NANO_OF_SECOND)) <= type.getPrecision();
      default -> false;
    };
  }

  private static int digits(int nanos) {
    return nanos == 0 ? 0 : nanos % MILLI_NANOS == 0 ? 3 : nanos % MICRO_NANOS == 0 ? 6 : 9;
  }
}
