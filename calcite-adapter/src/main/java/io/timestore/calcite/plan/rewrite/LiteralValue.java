package io.timestore.calcite.plan.rewrite;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoField;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * A literal of a statement that could be a parameter's value.
 *
 * @param ordinal counts the statement's literals that could be lifted
 * @param value a Long, BigDecimal, String, LocalDate or LocalDateTime
 * @param parsed what the parser makes of it: BigDecimal, String, or the type's word and the text
 */
public record LiteralValue(int ordinal, Object value, Object parsed) {
  /** Most digits of a decimal that a DOUBLE comes back from. */
  private static final int DOUBLE_DIGITS = 15;

  private static final int MICRO_NANOS = 1_000;
  private static final int MILLI_NANOS = 1_000_000;

  /** Whether the parser read this literal. */
  boolean is(@Nullable Object read) {
    return parsed.equals(read);
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
