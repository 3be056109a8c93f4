package io.timestore.calcite.sql.call;

import io.timestore.calcite.function.Refusals;
import io.timestore.calcite.parse.IntervalText;
import io.timestore.calcite.sql.TypeNames;
import io.timestore.core.model.TimestoreException;
import java.util.List;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * {@code generate_series(from, to [, step])} of integers and of times, both ends included, as an
 * array. Stateless.
 */
final class SeriesCalls {
  private static final int MICRO_DIGITS = 6;

  private SeriesCalls() {}

  static String write(RexCall call, OperandWriter e) {
    List<RexNode> operands = call.getOperands();
    String series =
        SqlTypeUtil.isExactNumeric(operands.get(0).getType())
            ? integers(operands, e)
            : times(operands, e);
    String array = "[" + series + "]";
    StringBuilder known = new StringBuilder();
    for (RexNode operand : operands) {
      if (operand.getType().isNullable()) {
        known.append(known.isEmpty() ? "" : " OR ").append("isNull(" + e.write(operand) + ")");
      }
    }
    return TypeNames.typed(
        known.isEmpty() ? array : "if(" + known + ", [], " + array + ")", call.getType());
  }

  private static String known(RexNode node, String text) {
    return node.getType().isNullable() ? "assumeNotNull(" + text + ")" : text;
  }

  private static String integers(List<RexNode> operands, OperandWriter e) {
    String from = known(operands.get(0), "toInt64(" + e.write(operands.get(0)) + ")");
    String to = known(operands.get(1), "toInt64(" + e.write(operands.get(1)) + ")");
    if (operands.size() == 3
        && operands.get(2) instanceof RexLiteral literal
        && !literal.isNull()
        && Literals.number(literal).signum() == 0) {
      throw noStep();
    }
    String step =
        operands.size() < 3
            ? "toInt64(1)"
            : known(operands.get(2), "toInt64(" + e.write(operands.get(2)) + ")");
    // The end behind the last number must be one of 64 bits, too.
    String end = "accurateCast(toInt128(" + to + ") + sign(" + step + "), 'Int64')";
    return "range(" + from + ", " + end + ", " + step + ")";
  }

  private static String times(List<RexNode> operands, OperandWriter e) {
    String from = known(operands.get(0), timestamp(operands.get(0), e));
    String to = known(operands.get(1), timestamp(operands.get(1), e));
    IntervalText step = TimeSeriesCalls.literal(operands.get(2), "a step of generate_series");
    if (step.months() == 0 && step.millis() == 0) {
      throw noStep();
    }
    if (step.months() != 0 && step.millis() != 0) {
      throw Refusals.unsupported("a step of generate_series with months and days");
    }
    if (step.months() == 0) {
      return "arrayMap(x -> fromUnixTimestamp64Micro(x, 'UTC'), range(toUnixTimestamp64Micro(%s),"
              .formatted(from)
          + " toUnixTimestamp64Micro(%s) %s 1, toInt64(%d)))"
              .formatted(
                  to, step.millis() < 0 ? "-" : "+", Math.multiplyExact(step.millis(), 1_000L));
    }
    boolean down = step.months() < 0;
    return ("arrayFilter(x -> x %s %s, arrayMap(k -> addMonths(%s, k * %d),"
            + " range(0, greatest(intDiv(dateDiff('month', %s, %s), %d), -1) + 1)))")
        .formatted(
            down ? ">=" : "<=",
            to,
            from,
            step.months(),
            down ? to : from,
            down ? from : to,
            Math.abs(step.months()));
  }

  private static TimestoreException noStep() {
    return Refusals.invalid("the step of generate_series must not be 0");
  }

  private static String timestamp(RexNode node, OperandWriter e) {
    return Conversions.toTimestamp(e.write(node), node.getType(), MICRO_DIGITS);
  }
}
