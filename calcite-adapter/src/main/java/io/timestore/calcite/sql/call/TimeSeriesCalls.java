package io.timestore.calcite.sql.call;

import io.timestore.calcite.function.Refusals;
import io.timestore.calcite.function.TimeFunctions;
import io.timestore.calcite.parse.IntervalText;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/**
 * Functions of time series: buckets of any length, time zones, the last known value. Buckets of
 * days and less are counted from Monday, 2000-01-03, those of months from 2000-01-01, or from an
 * origin that is given.
 */
public final class TimeSeriesCalls {
  private static final int MICRO_DIGITS = 6;
  private static final int NANO_DIGITS = 9;

  /** 2000-01-03 in milliseconds. */
  private static final long MONDAY_2000 = 10_959L * 86_400_000;

  /** 1970-01-05 in milliseconds. */
  private static final long MONDAY_1970 = 4L * 86_400_000;

  private TimeSeriesCalls() {}

  static void register(Map<SqlOperator, CallWriter> writers) {
    writers.put(
        TimeFunctions.GAP_FILL,
        (call, e) -> {
          throw Refusals.unsupported("time_bucket_gapfill but in a GROUP BY");
        });
    writers.put(TimeFunctions.TIME_BUCKET, TimeSeriesCalls::bucket);
    writers.put(TimeFunctions.TO_START_OF_INTERVAL, TimeSeriesCalls::startOfInterval);
    writers.put(TimeFunctions.AT_TIME_ZONE, TimeSeriesCalls::atTimeZone);
  }

  private static String bucket(RexCall call, OperandWriter e) {
    List<RexNode> operands = call.getOperands();
    IntervalText size = interval(operands.get(0));
    if (size.months() == 0) {
      return fixed(call, e);
    }
    if (operands.size() > 2) {
      throw Refusals.unsupported("time_bucket of months with an origin");
    }
    return months(size.months(), 360, operands.get(1), e);
  }

  private static String startOfInterval(RexCall call, OperandWriter e) {
    IntervalText size = interval(call.getOperands().get(1));
    return size.months() == 0
        ? fixed(call, e)
        : months(size.months(), 0, call.getOperands().get(0), e);
  }

  private static String fixed(RexCall call, OperandWriter e) {
    TimeBucket bucket = Objects.requireNonNull(bucketOf(call, e));
    return asGiven(bucket.start(), bucket.digits(), call.getType());
  }

  /** The buckets of a call of these functions; null if it is none, or they are of months. */
  static @Nullable TimeBucket bucketOf(RexCall call, OperandWriter e) {
    List<RexNode> operands = call.getOperands();
    boolean counted = call.getOperator().equals(TimeFunctions.TO_START_OF_INTERVAL);
    if (!counted && !call.getOperator().equals(TimeFunctions.TIME_BUCKET)) {
      return null;
    }
    RexNode interval = operands.get(counted ? 1 : 0);
    IntervalText size = interval(interval);
    if (size.months() > 0) {
      return null;
    }
    RexNode time = operands.get(counted ? 0 : 1);
    int digits = digits(time.getType());
    BigInteger perMilli = TimeBucket.ticksPerMilli(digits);
    long origin = counted ? (isWeek(interval.getType()) ? MONDAY_1970 : 0) : MONDAY_2000;
    return new TimeBucket(
        Conversions.toTimestamp(e.write(time), time.getType(), digits),
        digits,
        perMilli.multiply(BigInteger.valueOf(size.millis())),
        operands.size() > 2
            ? TimeBucket.ticks(
                Conversions.toTimestamp(
                    e.write(operands.get(2)), operands.get(2).getType(), digits),
                digits)
            : perMilli.multiply(BigInteger.valueOf(origin)).toString());
  }

  private static boolean isWeek(RelDataType interval) {
    return interval.getSqlTypeName() == SqlTypeName.INTERVAL_DAY
        && "WEEK".equals(String.valueOf(interval.getIntervalQualifier()));
  }

  /** In how many digits buckets of a type are computed. */
  private static int digits(RelDataType type) {
    if (TimeBucket.hasTicks(type)) {
      return type.getPrecision();
    }
    return type.getSqlTypeName() == SqlTypeName.TIMESTAMP && type.getPrecision() > MICRO_DIGITS
        ? NANO_DIGITS
        : MICRO_DIGITS;
  }

  /** Months are counted from January 1970; the first bucket begins with {@code origin}. */
  private static String months(long size, int origin, RexNode time, OperandWriter e) {
    String x = e.write(time);
    String month = "(toYear(" + x + ") * 12 + toMonth(" + x + ") - 23641)";
    String start =
        "addMonths(toDate32('1970-01-01'), %s - positiveModulo(%s - %d, %d))"
            .formatted(month, month, origin, size);
    return asGiven(start, 0, time.getType());
  }

  /**
   * A start in the type of the time.
   *
   * @param digits of the timestamp that it is, 0 if it is none
   */
  private static String asGiven(String start, int digits, RelDataType type) {
    if (type.getSqlTypeName() == SqlTypeName.TIMESTAMP && type.getPrecision() == digits) {
      return start;
    }
    return type.getSqlTypeName() == SqlTypeName.DATE
        ? "toDate32(" + start + ")"
        : "toDateTime64(" + start + ", " + type.getPrecision() + ", 'UTC')";
  }

  /**
   * The size of a bucket: an interval that is a literal, or a text that PostgreSQL takes for one.
   */
  public static IntervalText interval(RexNode node) {
    IntervalText size = literal(node, "the size of a bucket");
    if (size.months() < 0 || size.millis() < 0 || (size.months() > 0) == (size.millis() > 0)) {
      throw Refusals.invalid(
          "the size of a bucket must be more than 0, in months or in days and less");
    }
    return size;
  }

  /**
   * An interval that is a literal, of any sign.
   *
   * @param what what it is, for errors
   */
  static IntervalText literal(RexNode node, String what) {
    if (node.isA(SqlKind.MINUS_PREFIX)) {
      IntervalText positive = literal(((RexCall) node).getOperands().get(0), what);
      return new IntervalText(-positive.months(), -positive.millis());
    }
    if (!(node instanceof RexLiteral literal) || literal.isNull()) {
      throw Refusals.unsupported(what + " that is not a literal");
    }
    if (SqlTypeUtil.isCharacter(node.getType())) {
      return IntervalText.parse(String.valueOf(literal.getValueAs(String.class)));
    }
    if (!SqlTypeUtil.isInterval(node.getType())) {
      throw Refusals.invalid(what + " must be an interval");
    }
    long number = Literals.number(literal).longValueExact();
    return node.getType().getSqlTypeName().isYearMonth()
        ? new IntervalText(number, 0)
        : new IntervalText(0, number);
  }

  private static String atTimeZone(RexCall call, OperandWriter e) {
    RexNode time = call.getOperands().get(0);
    if (!(call.getOperands().get(1) instanceof RexLiteral zone) || zone.isNull()) {
      throw Refusals.unsupported("AT TIME ZONE with a zone that is not a literal");
    }
    int digits = call.getType().getPrecision();
    String x = Conversions.toTimestamp(e.write(time), time.getType(), digits);
    String offset = "timeZoneOffset(toTimeZone(" + x + ", " + e.write(zone) + "))";
    return "toDateTime64(addSeconds(" + x + ", " + offset + "), " + digits + ", 'UTC')";
  }
}
