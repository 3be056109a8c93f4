package io.timestore.calcite.sql.call;

import io.timestore.calcite.function.Signature;
import io.timestore.calcite.sql.Refusals;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlBasicFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;

/** TIMESTAMPADD and TIMESTAMPDIFF of micro- and nanoseconds. */
public final class TimeTicks {
  public static final SqlOperator ADD_MICROSECONDS =
      function("ADD_MICROSECONDS", ReturnTypes.ARG0, "ti");
  public static final SqlOperator ADD_NANOSECONDS =
      function("ADD_NANOSECONDS", ReturnTypes.ARG0, "ti");
  public static final SqlOperator MICROSECONDS_BETWEEN =
      function("MICROSECONDS_BETWEEN", ReturnTypes.BIGINT_NULLABLE, "tt");
  public static final SqlOperator NANOSECONDS_BETWEEN =
      function("NANOSECONDS_BETWEEN", ReturnTypes.BIGINT_NULLABLE, "tt");

  private static final int MICRO_DIGITS = 6;
  private static final int NANO_DIGITS = 9;

  private TimeTicks() {}

  private static SqlOperator function(String name, SqlReturnTypeInference type, String signature) {
    return SqlBasicFunction.create(
        name, type, Signature.of(signature), SqlFunctionCategory.TIMEDATE);
  }

  static void register(Map<SqlOperator, CallWriter> writers) {
    writers.put(ADD_MICROSECONDS, (c, e) -> add(c, e, "addMicroseconds"));
    writers.put(ADD_NANOSECONDS, (c, e) -> add(c, e, "addNanoseconds"));
    writers.put(MICROSECONDS_BETWEEN, (c, e) -> between(c, e, false));
    writers.put(NANOSECONDS_BETWEEN, (c, e) -> between(c, e, true));
  }

  private static String add(RexCall call, ExpressionWriter e, String name) {
    RexNode time = call.getOperands().get(0);
    int digits = call.getType().getPrecision();
    int needed = name.equals("addNanoseconds") ? NANO_DIGITS : MICRO_DIGITS;
    if (digits < needed) {
      throw Refusals.unsupported(
          "adding less than a TIMESTAMP(" + digits + ") holds (cast to TIMESTAMP(" + needed + "))");
    }
    String x = Casts.toTimestamp(e.write(time), time.getType(), digits);
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

  private static String between(RexCall call, ExpressionWriter e, boolean nanos) {
    List<RexNode> operands = call.getOperands();
    boolean fine = nanos || operands.stream().anyMatch(o -> isNano(o.getType()));
    String difference =
        "(" + ticks(operands.get(1), e, fine) + " - " + ticks(operands.get(0), e, fine) + ")";
    return fine && !nanos ? "intDiv(" + difference + ", 1000)" : difference;
  }

  private static boolean isNano(RelDataType type) {
    return type.getSqlTypeName() == SqlTypeName.TIMESTAMP && type.getPrecision() > MICRO_DIGITS;
  }

  private static String ticks(RexNode time, ExpressionWriter e, boolean nanos) {
    int digits = nanos ? NANO_DIGITS : MICRO_DIGITS;
    return (nanos ? "toUnixTimestamp64Nano(" : "toUnixTimestamp64Micro(")
        + Casts.toTimestamp(e.write(time), time.getType(), digits)
        + ")";
  }
}
