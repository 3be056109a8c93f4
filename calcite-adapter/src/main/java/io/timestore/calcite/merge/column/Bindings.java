package io.timestore.calcite.merge.column;

import io.timestore.calcite.merge.column.ValueType.Kind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run of a plan is given: the statement's time and the values of its parameters.
 *
 * @param parameters in the forms that {@code QueryRequest} names, each fitting its parameter's type
 */
public record Bindings(Instant now, List<@Nullable Object> parameters) {
  private static final int NANO_DIGITS = 9;

  public Bindings {
    parameters = Collections.unmodifiableList(new ArrayList<>(parameters));
  }

  /** The statement's time in ticks of a precision, cut off. */
  long nowTicks(int precision) {
    long ticks = Math.multiplyExact(now.getEpochSecond(), TimeUnits.powerOfTen(precision));
    return ticks + now.getNano() / TimeUnits.powerOfTen(NANO_DIGITS - precision);
  }

  /** A parameter as a column of equal values. */
  Column parameter(int index, ValueType type, int rows) {
    Object value = parameters.get(index);
    if (value == null) {
      return ConstantKernels.nulls(type, rows);
    }
    if (!fits(value, type.kind())) {
      throw new NotMergeableException(value.getClass() + " as " + type);
    }
    return switch (type.kind()) {
      case TIMESTAMP -> LongColumn.constant(ticks(value, type.precision()), rows);
      case DATE -> LongColumn.constant(days(value), rows);
      case BOOLEAN -> LongColumn.constant(truth(value) ? 1 : 0, rows);
      case INTEGER -> LongColumn.constant(decimal(value).longValueExact(), rows);
      case DOUBLE -> DoubleColumn.constant(decimalOrDouble(value), rows);
      case DECIMAL -> DecimalValues.constant(decimal(value), rows);
      case TEXT -> TextColumn.constant(value.toString().getBytes(StandardCharsets.UTF_8), rows);
      default -> throw new NotMergeableException(type);
    };
  }

  private static boolean fits(Object value, Kind kind) {
    return switch (kind) {
      case TIMESTAMP -> value instanceof LocalDateTime || value instanceof LocalDate;
      case DATE -> value instanceof LocalDate;
      case BOOLEAN -> value instanceof Boolean;
      case INTEGER, DOUBLE, DECIMAL -> value instanceof Number;
      case TEXT -> value instanceof String;
      default -> false;
    };
  }

  private static long ticks(Object value, int precision) {
    LocalDateTime time =
        value instanceof LocalDate day ? day.atStartOfDay() : (LocalDateTime) value;
    return TimeUnits.ticks(time, precision);
  }

  private static long days(Object value) {
    return ((LocalDate) value).toEpochDay();
  }

  private static boolean truth(Object value) {
    return (Boolean) value;
  }

  private static BigDecimal decimal(Object value) {
    return value instanceof BigDecimal exact ? exact : new BigDecimal(value.toString());
  }

  private static double decimalOrDouble(Object value) {
    return ((Number) value).doubleValue();
  }
}
