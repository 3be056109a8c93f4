package io.timestore.calcite.merge.column;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.TimestampString;

/** Columns of equal values. Stateless. */
final class ConstantKernels {
  private ConstantKernels() {}

  static Expression of(RexLiteral literal) {
    ValueType type = ValueType.of(literal.getType());
    if (literal.isNull()) {
      if (type.kind() == ValueType.Kind.OPAQUE) {
        throw new NotMergeableException(literal);
      }
      return (batch, bindings) -> nulls(type, batch.rows());
    }
    return switch (type.kind()) {
      case DOUBLE -> {
        double value = value(literal, BigDecimal.class).doubleValue();
        yield (batch, bindings) -> DoubleColumn.constant(value, batch.rows());
      }
      case DECIMAL -> {
        BigDecimal value = value(literal, BigDecimal.class);
        yield (batch, bindings) -> DecimalValues.constant(value, batch.rows());
      }
      case TEXT -> {
        byte[] bytes =
            Objects.requireNonNull(value(literal, NlsString.class).getValue())
                .getBytes(StandardCharsets.UTF_8);
        yield (batch, bindings) -> TextColumn.constant(bytes, batch.rows());
      }
      default -> {
        long value = longValue(literal, type);
        yield (batch, bindings) -> LongColumn.constant(value, batch.rows());
      }
    };
  }

  /** A literal's value in the form of its type's columns. */
  static long longValue(RexLiteral literal, ValueType type) {
    return switch (type.kind()) {
      case INTEGER -> exactLong(value(literal, BigDecimal.class), literal);
      case BOOLEAN -> value(literal, Boolean.class) ? 1 : 0;
      case DATE -> value(literal, DateString.class).getDaysSinceEpoch();
      case TIMESTAMP -> ticks(value(literal, TimestampString.class), type.precision(), literal);
      default -> throw new NotMergeableException(literal);
    };
  }

  private static long exactLong(BigDecimal value, RexLiteral literal) {
    try {
      return value.longValueExact();
    } catch (ArithmeticException e) {
      throw new NotMergeableException(literal);
    }
  }

  /** ClickHouse reads a literal with all of its digits; one with more than its type is not here. */
  private static long ticks(TimestampString text, int precision, RexLiteral literal) {
    String spelled = text.toString();
    int dot = spelled.indexOf('.');
    int digits = dot < 0 ? 0 : spelled.length() - dot - 1;
    if (digits > precision) {
      throw new NotMergeableException(literal);
    }
    return TimeUnits.ticks(java.time.LocalDateTime.parse(spelled.replace(' ', 'T')), precision);
  }

  static Column nulls(ValueType type, int rows) {
    boolean[] nulls = new boolean[rows];
    Arrays.fill(nulls, true);
    return switch (type.kind()) {
      case DOUBLE -> new DoubleColumn(new double[rows], nulls);
      case TEXT -> new TextColumn(new byte[rows][], nulls);
      case DECIMAL -> DecimalValues.constant(null, rows);
      case OPAQUE -> throw new NotMergeableException(type);
      default -> new LongColumn(new long[rows], nulls);
    };
  }

  private static <T> T value(RexLiteral literal, Class<T> type) {
    return Objects.requireNonNull(literal.getValueAs(type), "literal without value");
  }
}
