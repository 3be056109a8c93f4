package io.timestore.calcite.sql.call;

import io.timestore.calcite.function.Refusals;
import io.timestore.calcite.sql.TypeNames;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * Numbers. Integers divide to integers, decimals are computed in the width of their result, and an
 * operation with a DOUBLE is one of doubles.
 */
final class ArithmeticCalls {
  private static final int WIDE_DIGITS = 76;

  private ArithmeticCalls() {}

  static void register(Map<SqlOperator, CallWriter> writers) {
    for (SqlOperator plus : List.of(SqlStdOperatorTable.PLUS, SqlStdOperatorTable.CHECKED_PLUS)) {
      writers.put(plus, (c, e) -> infix(" + ", c, e));
    }
    for (SqlOperator minus :
        List.of(SqlStdOperatorTable.MINUS, SqlStdOperatorTable.CHECKED_MINUS)) {
      writers.put(minus, (c, e) -> infix(" - ", c, e));
    }
    for (SqlOperator times :
        List.of(SqlStdOperatorTable.MULTIPLY, SqlStdOperatorTable.CHECKED_MULTIPLY)) {
      writers.put(times, (c, e) -> infix(" * ", c, e));
    }
    writers.put(SqlStdOperatorTable.DIVIDE, ArithmeticCalls::divide);
    writers.put(SqlStdOperatorTable.DIVIDE_INTEGER, ArithmeticCalls::divide);
    writers.put(SqlStdOperatorTable.MOD, ArithmeticCalls::modulo);
    writers.put(SqlStdOperatorTable.PERCENT_REMAINDER, ArithmeticCalls::modulo);
    writers.put(SqlStdOperatorTable.UNARY_MINUS, ArithmeticCalls::negate);
    writers.put(SqlStdOperatorTable.UNARY_PLUS, (c, e) -> e.write(c.getOperands().get(0)));
    writers.put(SqlStdOperatorTable.ABS, ArithmeticCalls::absolute);
    typed(writers, SqlStdOperatorTable.SIGN, "sign");
    rounding(writers, SqlStdOperatorTable.ROUND, "round");
    rounding(writers, SqlStdOperatorTable.TRUNCATE, "trunc");
    ofDoubles(writers, SqlStdOperatorTable.SQRT, "sqrt");
    ofDoubles(writers, SqlStdOperatorTable.CBRT, "cbrt");
    ofDoubles(writers, SqlStdOperatorTable.EXP, "exp");
    ofDoubles(writers, SqlStdOperatorTable.LN, "log");
    ofDoubles(writers, SqlStdOperatorTable.LOG10, "log10");
    ofDoubles(writers, SqlStdOperatorTable.POWER, "pow");
    ofDoubles(writers, SqlStdOperatorTable.SIN, "sin");
    ofDoubles(writers, SqlStdOperatorTable.COS, "cos");
    ofDoubles(writers, SqlStdOperatorTable.TAN, "tan");
    ofDoubles(writers, SqlStdOperatorTable.ASIN, "asin");
    ofDoubles(writers, SqlStdOperatorTable.ACOS, "acos");
    ofDoubles(writers, SqlStdOperatorTable.ATAN, "atan");
    ofDoubles(writers, SqlStdOperatorTable.ATAN2, "atan2");
    ofDoubles(writers, SqlStdOperatorTable.RADIANS, "radians");
    ofDoubles(writers, SqlStdOperatorTable.DEGREES, "degrees");
    writers.put(SqlStdOperatorTable.PI, (c, e) -> "pi()");
    writers.put(SqlStdOperatorTable.RAND, ArithmeticCalls::random);
    writers.put(SqlLibraryOperators.RANDOM, ArithmeticCalls::random);
    writers.put(
        SqlStdOperatorTable.COT,
        (c, e) -> "(1 / tan(" + e.writeDouble(c.getOperands().get(0)) + "))");
    writers.put(SqlLibraryOperators.LOG_POSTGRES, ArithmeticCalls::logarithm);
    ofDoubles(writers, SqlLibraryOperators.SINH, "sinh");
    ofDoubles(writers, SqlLibraryOperators.COSH, "cosh");
    ofDoubles(writers, SqlLibraryOperators.TANH, "tanh");
    ofDoubles(writers, SqlLibraryOperators.ASINH, "asinh");
    ofDoubles(writers, SqlLibraryOperators.ACOSH, "acosh");
    ofDoubles(writers, SqlLibraryOperators.ATANH, "atanh");
    ofDoubles(writers, SqlLibraryOperators.POWER_PG, "pow");
    bits(writers, SqlStdOperatorTable.BITAND, "bitAnd");
    bits(writers, SqlStdOperatorTable.BITOR, "bitOr");
    bits(writers, SqlStdOperatorTable.BITXOR, "bitXor");
    bits(writers, SqlStdOperatorTable.BITNOT, "bitNot");
    bits(writers, SqlStdOperatorTable.BITAND_OPERATOR, "bitAnd");
    extreme(writers, SqlLibraryOperators.GREATEST_PG, "greatest");
    extreme(writers, SqlLibraryOperators.LEAST_PG, "least");
  }

  private static String infix(String sign, RexCall call, OperandWriter e) {
    RelDataType type = call.getType();
    RexNode left = call.getOperands().get(0);
    RexNode right = call.getOperands().get(1);
    if (SqlTypeUtil.isApproximateNumeric(type)) {
      return "(" + e.writeDouble(left) + sign + e.writeDouble(right) + ")";
    }
    if (SqlTypeUtil.isDecimal(type)) {
      return TypeNames.typed(
          "(" + widened(left, type, e) + sign + widened(right, type, e) + ")", type);
    }
    if (isWide(left) || isWide(right)) {
      return checked("toInt128(" + e.write(left) + ")" + sign + e.write(right), type);
    }
    return "(" + e.write(left) + sign + e.write(right) + ")";
  }

  /** Whether values may be so great that a sum or product of two is none of 64 bits. */
  private static boolean isWide(RexNode node) {
    return node.getType().getSqlTypeName() == SqlTypeName.BIGINT || node instanceof RexDynamicParam;
  }

  /** An integer that was computed in 128 bits; it is an error if it does not fit into 64. */
  private static String checked(String text, RelDataType type) {
    return "accurateCast(" + text + (type.isNullable() ? ", 'Nullable(Int64)')" : ", 'Int64')");
  }

  private static String negate(RexCall call, OperandWriter e) {
    RexNode operand = call.getOperands().get(0);
    return isWide(operand) && !SqlTypeUtil.isInterval(call.getType())
        ? checked("-toInt128(" + e.write(operand) + ")", call.getType())
        : "(-" + e.write(operand) + ")";
  }

  private static String absolute(RexCall call, OperandWriter e) {
    RexNode operand = call.getOperands().get(0);
    return isWide(operand)
        ? checked("abs(toInt128(" + e.write(operand) + "))", call.getType())
        : TypeNames.typed(e.function("abs", call), call.getType());
  }

  /** An exact operand with as many digits as the result, so that nothing overflows on the way. */
  private static String widened(RexNode node, RelDataType result, OperandWriter e) {
    int scale = SqlTypeUtil.isDecimal(node.getType()) ? node.getType().getScale() : 0;
    String type = TypeNames.decimal(Math.max(result.getPrecision(), scale), scale);
    String wide = node.getType().isNullable() ? "Nullable(" + type + ")" : type;
    return "CAST(" + e.write(node) + " AS " + wide + ")";
  }

  private static String divide(RexCall call, OperandWriter e) {
    RelDataType type = call.getType();
    RexNode left = call.getOperands().get(0);
    RexNode right = call.getOperands().get(1);
    if (SqlTypeUtil.isApproximateNumeric(type)) {
      return "(" + e.writeDouble(left) + " / " + e.writeDouble(right) + ")";
    }
    if (SqlTypeUtil.isDecimal(type)) {
      String a = asDecimal(left, e);
      String b = asDecimal(right, e);
      int scale = Math.min(type.getScale() + 1, WIDE_DIGITS);
      String quotient = "divideDecimal(" + a + ", " + b + ", " + scale + ")";
      return TypeNames.typed("round(" + quotient + ", " + type.getScale() + ")", type);
    }
    return "intDiv(" + e.write(left) + ", " + e.write(right) + ")";
  }

  private static String asDecimal(RexNode node, OperandWriter e) {
    if (SqlTypeUtil.isDecimal(node.getType()) && node.getType().getScale() > 0) {
      return e.write(node);
    }
    String type = TypeNames.decimal(38, 0);
    return "CAST("
        + e.write(node)
        + " AS "
        + (node.getType().isNullable() ? "Nullable(" + type + ")" : type)
        + ")";
  }

  private static String modulo(RexCall call, OperandWriter e) {
    for (RexNode operand : call.getOperands()) {
      if (SqlTypeUtil.isDecimal(operand.getType()) && operand.getType().getScale() > 0) {
        throw Refusals.unsupported("MOD of decimals (cast to DOUBLE or BIGINT)");
      }
    }
    return TypeNames.typed(e.function("modulo", call), call.getType());
  }

  private static void typed(
      Map<SqlOperator, CallWriter> writers, SqlOperator operator, String name) {
    writers.put(operator, (c, e) -> TypeNames.typed(e.function(name, c), c.getType()));
  }

  private static void bits(
      Map<SqlOperator, CallWriter> writers, SqlOperator operator, String name) {
    writers.put(
        operator,
        (c, e) -> {
          List<String> operands =
              e.writeAll(c.getOperands()).stream().map(x -> "toInt64(" + x + ")").toList();
          return name + "(" + String.join(", ", operands) + ")";
        });
  }

  private static void rounding(
      Map<SqlOperator, CallWriter> writers, SqlOperator operator, String name) {
    writers.put(
        operator,
        (c, e) -> {
          if (SqlTypeName.INT_TYPES.contains(c.getOperands().get(0).getType().getSqlTypeName())
              && c.getOperands().size() == 1) {
            return e.write(c.getOperands().get(0));
          }
          return TypeNames.typed(e.function(name, c), c.getType());
        });
  }

  private static void ofDoubles(
      Map<SqlOperator, CallWriter> writers, SqlOperator operator, String name) {
    writers.put(
        operator,
        (c, e) -> {
          List<String> operands = c.getOperands().stream().map(e::writeDouble).toList();
          return name + "(" + String.join(", ", operands) + ")";
        });
  }

  /** PostgreSQL's: of base 10, or of the base that comes first. */
  private static String logarithm(RexCall call, OperandWriter e) {
    List<String> operands = call.getOperands().stream().map(e::writeDouble).toList();
    return operands.size() == 1
        ? "log10(" + operands.get(0) + ")"
        : "(log(" + operands.get(1) + ") / log(" + operands.get(0) + "))";
  }

  private static String random(RexCall call, OperandWriter e) {
    if (!call.getOperands().isEmpty()) {
      throw Refusals.unsupported("RAND with a seed");
    }
    return "randCanonical()";
  }

  private static void extreme(
      Map<SqlOperator, CallWriter> writers, SqlOperator operator, String name) {
    writers.put(
        operator,
        (c, e) -> {
          List<String> operands =
              c.getOperands().stream().map(o -> e.writeAs(o, c.getType())).toList();
          return "arrayReduce('"
              + (name.equals("greatest") ? "max" : "min")
              + "', ["
              + String.join(", ", operands)
              + "])";
        });
  }
}
