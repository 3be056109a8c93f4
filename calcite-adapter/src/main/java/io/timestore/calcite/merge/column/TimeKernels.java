package io.timestore.calcite.merge.column;

import java.util.function.LongUnaryOperator;
import org.apache.calcite.avatica.util.TimeUnitRange;

/** Functions of dates and timestamps. Stateless. */
final class TimeKernels {
  private static final int MILLI_DIGITS = 3;

  private TimeKernels() {}

  private static Expression each(Expression operand, LongUnaryOperator function) {
    return (batch, bindings) -> {
      LongColumn a = (LongColumn) operand.evaluate(batch, bindings);
      long[] values = new long[a.rows()];
      for (int i = 0; i < values.length; i++) {
        if (!a.isNull(i)) {
          values[i] = function.applyAsLong(a.values[i]);
        }
      }
      return new LongColumn(values, a.nulls());
    };
  }

  /** The start of the unit that a timestamp or date lies in. */
  static Expression floor(Expression operand, ValueType type, TimeUnitRange unit) {
    boolean date = type.kind() == ValueType.Kind.DATE;
    int precision = type.precision();
    long fixed = TimeUnits.fixedTicks(unit, precision);
    if (fixed > 0) {
      return date ? operand : each(operand, ticks -> Math.floorDiv(ticks, fixed) * fixed);
    }
    TimeUnits.floorDay(0, unit);
    return date
        ? each(operand, day -> TimeUnits.floorDay(day, unit))
        : each(
            operand,
            ticks ->
                TimeUnits.startOf(
                    TimeUnits.floorDay(TimeUnits.dayOf(ticks, precision), unit), precision));
  }

  /** A field of a timestamp or date. */
  static Expression extract(Expression operand, ValueType type, TimeUnitRange unit) {
    boolean date = type.kind() == ValueType.Kind.DATE;
    int precision = type.precision();
    if (TimeUnits.isFieldOfTime(unit)) {
      return date
          ? each(operand, day -> 0)
          : each(
              operand,
              ticks -> TimeUnits.fieldOfTime(TimeUnits.secondOfDay(ticks, precision), unit));
    }
    TimeUnits.fieldOfDay(0, unit);
    return date
        ? each(operand, day -> TimeUnits.fieldOfDay(day, unit))
        : each(operand, ticks -> TimeUnits.fieldOfDay(TimeUnits.dayOf(ticks, precision), unit));
  }

  /** A timestamp moved by milliseconds, if its precision can hold them. */
  static Expression plusMillis(Expression operand, ValueType type, long millis) {
    long perMilli = TimeUnits.powerOfTen(Math.max(0, type.precision() - MILLI_DIGITS));
    long millisPerTick = TimeUnits.powerOfTen(Math.max(0, MILLI_DIGITS - type.precision()));
    if (millis % millisPerTick != 0) {
      throw new NotMergeableException(millis);
    }
    long moved = Math.multiplyExact(millis / millisPerTick, perMilli);
    return each(operand, ticks -> Math.addExact(ticks, moved));
  }

  static Expression plusMonths(Expression operand, ValueType type, long months) {
    return each(operand, ticks -> TimeUnits.addMonths(ticks, months, type.precision()));
  }

  /** A timestamp with more fraction digits, or a date as a timestamp. */
  static Expression widen(Expression operand, ValueType from, ValueType to) {
    if (from.kind() == ValueType.Kind.DATE) {
      return each(operand, day -> TimeUnits.startOf(day, to.precision()));
    }
    long factor = TimeUnits.powerOfTen(to.precision() - from.precision());
    return factor == 1 ? operand : each(operand, ticks -> Math.multiplyExact(ticks, factor));
  }

  static Expression toDate(Expression operand, ValueType from) {
    return each(operand, ticks -> TimeUnits.dayOf(ticks, from.precision()));
  }
}
