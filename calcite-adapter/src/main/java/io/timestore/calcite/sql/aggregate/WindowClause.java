package io.timestore.calcite.sql.aggregate;

import io.timestore.calcite.function.Refusals;
import io.timestore.calcite.sql.SortKeys;
import io.timestore.calcite.sql.call.Conversions;
import io.timestore.calcite.sql.call.Literals;
import io.timestore.calcite.sql.call.OperandWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.rex.RexWindowBound;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * The OVER clause of a window. A RANGE with an offset is computed over integers: dates as days,
 * timestamps as ticks, and rows without a key in a partition of their own, because ClickHouse
 * counts a NULL as a number there.
 */
final class WindowClause {
  private static final String WHOLE = "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING";
  private static final BigDecimal MILLIS_PER_DAY = BigDecimal.valueOf(86_400_000);
  private static final int MICRO_DIGITS = 6;
  private static final long MAX_OFFSET = 1L << 31;

  private final RexWindow window;
  private final OperandWriter e;

  private WindowClause(RexWindow window, OperandWriter e) {
    this.window = window;
    this.e = e;
  }

  static WindowClause of(RexWindow window, OperandWriter e) {
    return new WindowClause(window, e);
  }

  /** Partition and order only. */
  String unframed() {
    return over(partitions(), orderKeys(), "");
  }

  /** Over the whole partition in its order. */
  String whole() {
    return over(partitions(), orderKeys(), WHOLE);
  }

  /** Over all rows before the current one, or all behind it, but not the current one. */
  String beside(boolean before) {
    return over(
        partitions(),
        orderKeys(),
        before
            ? "ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING"
            : "ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING");
  }

  String framed() {
    RexWindowBound lower = window.getLowerBound();
    RexWindowBound upper = window.getUpperBound();
    if (window.orderKeys.isEmpty() && !window.isRows()) {
      return over(partitions(), List.of(), "");
    }
    if (!window.isRows() && (lower.getOffset() != null || upper.getOffset() != null)) {
      return ranged(window.orderKeys.get(0), lower, upper);
    }
    String unit = window.isRows() ? "ROWS" : "RANGE";
    return over(
        partitions(), orderKeys(), unit + " BETWEEN " + rows(lower) + " AND " + rows(upper));
  }

  private String ranged(RexFieldCollation key, RexWindowBound lower, RexWindowBound upper) {
    RelDataType type = key.left.getType();
    List<String> partitions = partitions();
    String number = e.write(key.left);
    long divisor = 1;
    boolean descending = key.getDirection() == RelFieldCollation.Direction.DESCENDING;
    if (type.getSqlTypeName() == SqlTypeName.DATE) {
      number = "toInt32(" + number + ")";
    } else if (type.getSqlTypeName() == SqlTypeName.TIMESTAMP) {
      divisor = divisor(lower, upper, type);
      number =
          "(toFloat64(toUnixTimestamp64Micro("
              + Conversions.toTimestamp(number, type, MICRO_DIGITS)
              + ")) / "
              + divisor
              + ")";
    } else if (!SqlTypeName.INT_TYPES.contains(type.getSqlTypeName())
        || SqlTypeUtil.isInterval(type)) {
      throw Refusals.unsupported("RANGE with an offset over " + type);
    }
    if (type.isNullable()) {
      if (lower.isUnbounded() || upper.isUnbounded()) {
        throw Refusals.unsupported(
            "RANGE between an offset and UNBOUNDED over a key that may be NULL");
      }
      partitions.add("isNull(" + number + ")");
      number = "ifNull(" + number + ", 0)";
    }
    String frame =
        "RANGE BETWEEN " + range(lower, type, divisor) + " AND " + range(upper, type, divisor);
    return over(partitions, List.of(number + (descending ? " DESC" : "")), frame);
  }

  /**
   * The greatest power of two by which the offsets, in microseconds, can be divided. ClickHouse
   * takes offsets of 32 bits only; a number that is divided by a power of two stays exact.
   */
  private static long divisor(RexWindowBound lower, RexWindowBound upper, RelDataType key) {
    if (key.getPrecision() > MICRO_DIGITS) {
      throw Refusals.unsupported("RANGE with an offset over " + key);
    }
    long offsets = 0;
    for (RexWindowBound bound : List.of(lower, upper)) {
      offsets |= bound.getOffset() == null ? 0 : micros(bound.getOffset());
    }
    long divisor = Math.max(1, Long.lowestOneBit(offsets));
    if (Long.highestOneBit(offsets) / divisor > MAX_OFFSET) {
      throw Refusals.unsupported("RANGE with an offset of so long a time");
    }
    return divisor;
  }

  private static long micros(RexNode offset) {
    return millis(offset).movePointRight(3).longValueExact();
  }

  private static BigDecimal millis(RexNode offset) {
    if (!(offset instanceof RexLiteral literal)
        || !SqlTypeUtil.isInterval(offset.getType())
        || offset.getType().getSqlTypeName().isYearMonth()) {
      throw Refusals.unsupported("RANGE with an offset in months, or one that is not a literal,");
    }
    return Literals.number(literal);
  }

  private String range(RexWindowBound bound, RelDataType key, long divisor) {
    RexNode offset = bound.getOffset();
    if (offset == null || !SqlTypeUtil.isInterval(offset.getType())) {
      return rows(bound);
    }
    long number =
        key.getSqlTypeName() == SqlTypeName.DATE
            ? millis(offset).divideToIntegralValue(MILLIS_PER_DAY).longValueExact()
            : micros(offset) / divisor;
    return number + (bound.isPreceding() ? " PRECEDING" : " FOLLOWING");
  }

  private String rows(RexWindowBound bound) {
    if (bound.isCurrentRow()) {
      return "CURRENT ROW";
    }
    RexNode offset = bound.getOffset();
    return (offset == null ? "UNBOUNDED" : e.write(offset))
        + (bound.isPreceding() ? " PRECEDING" : " FOLLOWING");
  }

  private List<String> partitions() {
    return new ArrayList<>(e.writeAll(window.partitionKeys));
  }

  private List<String> orderKeys() {
    List<String> keys = new ArrayList<>();
    for (RexFieldCollation key : window.orderKeys) {
      keys.add(
          SortKeys.write(
              e.write(key.left),
              key.left.getType(),
              key.getDirection() == RelFieldCollation.Direction.DESCENDING,
              key.getNullDirection() == RelFieldCollation.NullDirection.FIRST));
    }
    return keys;
  }

  private static String over(List<String> partitions, List<String> order, String frame) {
    List<String> parts = new ArrayList<>();
    if (!partitions.isEmpty()) {
      parts.add("PARTITION BY " + String.join(", ", partitions));
    }
    if (!order.isEmpty()) {
      parts.add("ORDER BY " + String.join(", ", order));
    }
    if (!frame.isEmpty()) {
      parts.add(frame);
    }
    return " OVER (" + String.join(" ", parts) + ")";
  }
}
