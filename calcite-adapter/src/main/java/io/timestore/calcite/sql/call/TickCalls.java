package io.timestore.calcite.sql.call;

import io.timestore.calcite.function.Refusals;
import io.timestore.calcite.function.TimeFunctions;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.SqlTypeName;

/** TIMESTAMPADD and TIMESTAMPDIFF of micro- and nanoseconds. */
final class TickCalls {
  private static final int MICRO_DIGITS = 6;
  private static final int NANO_DIGITS = 9;

  private TickCalls() {}

  static void register(Map<SqlOperator, CallWriter> writers) {
    writers.put(TimeFunctions.ADD_MICROSECONDS, (c, e) -> add(c, e, "addMicroseconds"));
    writers.put(TimeFunctions.ADD_NANOSECONDS, (c, e) -> add(c, e, "addNanoseconds"));
    writers.put(TimeFunctions.MICROSECONDS_BETWEEN, (c, e) -> between(c, e, false));
    writers.put(TimeFunctions.NANOSECONDS_BETWEEN, (c, e) -> between(c, e, true));
  }

  private static String add(RexCall call, OperandWriter e, String name) {
    RexNode time = call.getOperands().get(0);
    int digits = call.getType().getPrecision();
    int needed = name.equals("addNanoseconds") ? NANO_DIGITS : MICRO_DIGITS;
    if (digits < needed) {
      throw Refusals.unsupported(
          "adding less than a TIMESTAMP(" + digits + ") holds (cast to TIMESTAMP(" + needed + "))");
    }
    String x = Conversions.toTimestamp(e.write(time), time.getType(), digits);
    return "toDateTime64("
        + name
        + "("
        + x
        + ", "
        + e.write(call.getOperands().get(1))
        + "), "
        + digits
        + ", 'UTC')";
  }

  private static String between(RexCall call, OperandWriter e, boolean nanos) {
    List<RexNode> operands = call.getOperands();
    boolean fine = nanos || operands.stream().anyMatch(o -> isNano(o.getType()));
    String difference =
        "(" + ticks(operands.get(1), e, fine) + " - " + ticks(operands.get(0), e, fine) + ")";
    return fine && !nanos ? "intDiv(" + difference + ", 1000)" : difference;
  }

  private static boolean isNano(RelDataType type) {
    return type.getSqlTypeName() == SqlTypeName.TIMESTAMP && type.getPrecision() > MICRO_DIGITS;
  }

  private static String ticks(RexNode time, OperandWriter e, boolean nanos) {
    int digits = nanos ? NANO_DIGITS : MICRO_DIGITS;
    return (nanos ? "toUnixTimestamp64Nano(" : "toUnixTimestamp64Micro(")
        + Conversions.toTimestamp(e.write(time), time.getType(), digits)
        + ")";
  }
}
