package io.timestore.calcite.sql.call;

import io.timestore.calcite.function.Refusals;
import io.timestore.calcite.sql.TypeNames;
import java.util.List;
import java.util.Map;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/**
 * Dates, timestamps and intervals. A day-time interval is a number of milliseconds, a year-month
 * interval a number of months. Weeks start on Monday. All times are UTC.
 */
public final class TimeCalls {
  private static final String DAY_MILLIS = "86400000";
  private static final int NANO_DIGITS = 9;
  private static final int MICRO_DIGITS = 6;

  private TimeCalls() {}

  static void register(Map<SqlOperator, CallWriter> writers) {
    writers.put(SqlStdOperatorTable.EXTRACT, TimeCalls::extract);
    writers.put(SqlStdOperatorTable.FLOOR, (c, e) -> floorOrCeil(c, e, "floor"));
    writers.put(SqlStdOperatorTable.CEIL, (c, e) -> floorOrCeil(c, e, "ceil"));
    writers.put(SqlStdOperatorTable.DATETIME_PLUS, (c, e) -> add(c, e, ""));
    writers.put(SqlStdOperatorTable.MINUS_DATE, TimeCalls::minus);
    writers.put(SqlStdOperatorTable.CURRENT_TIMESTAMP, (c, e) -> now(c.getType(), e));
    writers.put(SqlStdOperatorTable.LOCALTIMESTAMP, (c, e) -> now(c.getType(), e));
    writers.put(SqlStdOperatorTable.CURRENT_DATE, (c, e) -> "toDate32(" + e.now() + ")");
  }

  private static String now(RelDataType type, OperandWriter e) {
    return "toDateTime64(" + e.now() + ", " + type.getPrecision() + ", 'UTC')";
  }

  private static TimeUnitRange unit(RexNode flag) {
    Object value = ((RexLiteral) flag).getValue();
    if (value instanceof TimeUnitRange range) {
      return range;
    }
    throw Refusals.unsupported("the time unit " + flag);
  }

  private static String extract(RexCall call, OperandWriter e) {
    RexNode operand = call.getOperands().get(1);
    SqlTypeName type = operand.getType().getSqlTypeName();
    String x = e.write(operand);
    TimeUnitRange unit = unit(call.getOperands().get(0));
    if (SqlTypeUtil.isInterval(operand.getType())) {
      return TypeNames.typed(intervalPart(unit, x, type.isYearMonth()), call.getType());
    }
    if (type != SqlTypeName.DATE && type != SqlTypeName.TIMESTAMP) {
      throw Refusals.unsupported("EXTRACT from " + operand.getType());
    }
    String part =
        switch (unit) {
          case YEAR -> "toYear(" + x + ")";
          case ISOYEAR -> "toISOYear(" + x + ")";
          case QUARTER -> "toQuarter(" + x + ")";
          case MONTH -> "toMonth(" + x + ")";
          case WEEK -> "toISOWeek(" + x + ")";
          case DAY -> "toDayOfMonth(" + x + ")";
          case DOY -> "toDayOfYear(" + x + ")";
          case DOW -> "toDayOfWeek(" + x + ", 3)";
          case ISODOW -> "toDayOfWeek(" + x + ")";
          case DECADE -> "intDiv(toYear(" + x + "), 10)";
          case CENTURY -> "intDiv(toYear(" + x + ") + 99, 100)";
          case MILLENNIUM -> "intDiv(toYear(" + x + ") + 999, 1000)";
          default -> timePart(unit, x, operand.getType());
        };
    return TypeNames.typed(part, call.getType());
  }

  /** A field of an interval: of months if it is one of years and months, else of milliseconds. */
  private static String intervalPart(TimeUnitRange unit, String x, boolean months) {
    if (months) {
      return switch (unit) {
        case YEAR -> "intDiv(" + x + ", 12)";
        case QUARTER -> "intDiv(" + x + " % 12, 3) + 1";
        case MONTH -> "(" + x + " % 12)";
        default -> throw Refusals.unsupported("EXTRACT of " + unit + " from an interval of months");
      };
    }
    return switch (unit) {
      case DAY -> "intDiv(" + x + ", " + DAY_MILLIS + ")";
      case HOUR -> "intDiv(" + x + " % " + DAY_MILLIS + ", 3600000)";
      case MINUTE -> "intDiv(" + x + " % 3600000, 60000)";
      case SECOND -> "intDiv(" + x + " % 60000, 1000)";
      case MILLISECOND -> "(" + x + " % 60000)";
      case EPOCH -> "intDiv(" + x + ", 1000)";
      default -> throw Refusals.unsupported("EXTRACT of " + unit + " from an interval");
    };
  }

  private static String timePart(TimeUnitRange unit, String date, RelDataType type) {
    String x =
        type.getSqlTypeName() == SqlTypeName.DATE ? "toDateTime64(" + date + ", 3, 'UTC')" : date;
    return switch (unit) {
      case HOUR -> "toHour(" + x + ")";
      case MINUTE -> "toMinute(" + x + ")";
      case SECOND -> "toSecond(" + x + ")";
      case MILLISECOND -> "toSecond(" + x + ") * 1000 + toMillisecond(" + x + ")";
      case MICROSECOND ->
          "toSecond(%1$s) * 1000000 + positiveModulo(toUnixTimestamp64Micro(toDateTime64(%1$s, 6, 'UTC')), 1000000)"
              .formatted(x);
      case NANOSECOND ->
          "toInt64(toSecond(%1$s)) * 1000000000 + positiveModulo(toUnixTimestamp64Nano(toDateTime64(%1$s, 9, 'UTC')), 1000000000)"
              .formatted(x);
      case EPOCH -> "dateDiff('second', toDateTime64('1970-01-01 00:00:00', 0, 'UTC'), " + x + ")";
      default -> throw Refusals.unsupported("EXTRACT of " + unit);
    };
  }

  private static String floorOrCeil(RexCall call, OperandWriter e, String name) {
    RexNode operand = call.getOperands().get(0);
    String x = e.write(operand);
    if (call.getOperands().size() == 1) {
      boolean integer = SqlTypeName.INT_TYPES.contains(operand.getType().getSqlTypeName());
      return integer ? x : TypeNames.typed(name + "(" + x + ")", call.getType());
    }
    TimeUnitRange unit = unit(call.getOperands().get(1));
    return name.equals("floor")
        ? TimeFloors.floor(unit, x, operand.getType())
        : TimeFloors.ceil(unit, x, operand.getType());
  }

  /** The buckets of a column that an expression gives the start of, null if it does not. */
  static @Nullable public TimeBucket bucketOf(RexNode expression, OperandWriter e) {
    if (!(expression instanceof RexCall call)
        || call.getOperands().stream().filter(o -> o instanceof RexInputRef).count() != 1
        || call.getOperands().stream().anyMatch(o -> o instanceof RexCall)
        || !TimeBucket.hasTicks(call.getType())) {
      return null;
    }
    if (call.getKind() == SqlKind.FLOOR && call.getOperands().size() == 2) {
      RexNode time = call.getOperands().get(0);
      return TimeFloors.bucket(unit(call.getOperands().get(1)), e.write(time), time.getType());
    }
    return TimeSeriesCalls.bucketOf(call, e);
  }

  private static String minus(RexCall call, OperandWriter e) {
    if (!SqlTypeUtil.isInterval(call.getType())) {
      return add(call, e, "-");
    }
    List<RexNode> operands = call.getOperands();
    if (call.getType().getSqlTypeName().isYearMonth()) {
      return "age('month', "
          + asTimestamp(operands.get(1), e)
          + ", "
          + asTimestamp(operands.get(0), e)
          + ")";
    }
    boolean nanos =
        operands.stream().anyMatch(o -> o.getType().getPrecision() > MICRO_DIGITS && !isDate(o));
    String ticks = nanos ? "toUnixTimestamp64Nano(" : "toUnixTimestamp64Micro(";
    int digits = nanos ? NANO_DIGITS : MICRO_DIGITS;
    return "intDiv("
        + ticks
        + Conversions.toTimestamp(e.write(operands.get(0)), operands.get(0).getType(), digits)
        + ") - "
        + ticks
        + Conversions.toTimestamp(e.write(operands.get(1)), operands.get(1).getType(), digits)
        + "), "
        + (nanos ? "1000000" : "1000")
        + ")";
  }

  private static boolean isDate(RexNode node) {
    return node.getType().getSqlTypeName() == SqlTypeName.DATE;
  }

  private static String asTimestamp(RexNode node, OperandWriter e) {
    return isDate(node) ? Conversions.toTimestamp(e.write(node), node.getType(), 3) : e.write(node);
  }

  private static String add(RexCall call, OperandWriter e, String sign) {
    RexNode time = call.getOperands().get(0);
    RexNode interval = call.getOperands().get(1);
    RelDataType type = call.getType();
    String amount = sign + "(" + e.write(interval) + ")";
    boolean months = interval.getType().getSqlTypeName().isYearMonth();
    if (type.getSqlTypeName() == SqlTypeName.DATE) {
      return months
          ? "addMonths(" + e.write(time) + ", " + amount + ")"
          : "addDays(" + e.write(time) + ", intDiv(" + amount + ", " + DAY_MILLIS + "))";
    }
    if (type.getSqlTypeName() != SqlTypeName.TIMESTAMP) {
      throw Refusals.unsupported("adding an interval to " + time.getType());
    }
    String x = Conversions.toTimestamp(e.write(time), time.getType(), type.getPrecision());
    String sum = (months ? "addMonths(" : "addMilliseconds(") + x + ", " + amount + ")";
    return "toDateTime64(" + sum + ", " + type.getPrecision() + ", 'UTC')";
  }
}
