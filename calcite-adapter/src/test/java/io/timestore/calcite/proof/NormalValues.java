package io.timestore.calcite.proof;

import io.timestore.calcite.plan.ResultColumn;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Brings the values of different engines to the same Java types, and compares them. */
final class NormalValues {
  /** Sums of doubles depend on their order in the last digits. */
  private static final double RELATIVE = 1e-9;

  /** An exact quotient has at least six digits after the point, a double has more. */
  private static final double ABSOLUTE = 1e-6;

  private NormalValues() {}

  /** The values of one of our rows. */
  static List<@Nullable Object> normal(List<@Nullable Object> row, List<ResultColumn> columns) {
    List<@Nullable Object> values = new ArrayList<>(row.size());
    for (int i = 0; i < row.size(); i++) {
      Object value = row.get(i);
      boolean truth = columns.get(i).type().getSqlTypeName() == SqlTypeName.BOOLEAN;
      values.add(truth && value instanceof Number n ? n.intValue() != 0 : normal(value));
    }
    return values;
  }

  static @Nullable Object normal(@Nullable Object value) {
    if (value instanceof Double || value instanceof Float) {
      return ((Number) value).doubleValue();
    }
    if (value instanceof BigInteger integer) {
      return new BigDecimal(integer);
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.signum() == 0 ? BigDecimal.ZERO : decimal.stripTrailingZeros();
    }
    if (value instanceof Number number) {
      return normal(BigDecimal.valueOf(number.longValue()));
    }
    if (value instanceof Timestamp timestamp) {
      return timestamp.toLocalDateTime();
    }
    if (value instanceof OffsetDateTime time) {
      return time.toLocalDateTime();
    }
    if (value instanceof java.sql.Date date) {
      return date.toLocalDate();
    }
    return value instanceof UUID ? value.toString() : value;
  }

  /** Whether two values are the same, doubles within rounding. */
  static boolean same(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return a == b;
    }
    if (a instanceof Number x && b instanceof Number y) {
      boolean exact = a instanceof BigDecimal && b instanceof BigDecimal;
      boolean oneIsExact = a instanceof BigDecimal || b instanceof BigDecimal;
      return exact
          ? ((BigDecimal) a).compareTo((BigDecimal) b) == 0
          : close(x.doubleValue(), y.doubleValue(), oneIsExact);
    }
    return time(a).equals(time(b));
  }

  private static Object time(Object value) {
    return value instanceof LocalDate date ? LocalDateTime.of(date, LocalTime.MIDNIGHT) : value;
  }

  private static boolean close(double a, double b, boolean oneIsExact) {
    if (Double.compare(a, b) == 0 || a == b) {
      return true;
    }
    if (Double.isInfinite(a) || Double.isInfinite(b)) {
      return false;
    }
    double difference = Math.abs(a - b);
    return difference <= (oneIsExact ? ABSOLUTE : RELATIVE)
        || difference <= RELATIVE * Math.max(Math.abs(a), Math.abs(b));
  }

  /** A text that sorts rows alike in spite of rounding, mostly. */
  static String sortKey(List<@Nullable Object> row) {
    StringBuilder key = new StringBuilder();
    for (Object value : row) {
      key.append(
              value instanceof Number number
                  ? rounded(number.doubleValue())
                  : value instanceof LocalDate date ? time(date) : value)
          .append('|');
    }
    return key.toString();
  }

  private static float rounded(double value) {
    return Math.abs(value) < ABSOLUTE ? 0 : (float) value;
  }
}
