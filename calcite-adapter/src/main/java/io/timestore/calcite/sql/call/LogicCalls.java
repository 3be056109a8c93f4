package io.timestore.calcite.sql.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.Sarg;

/** Comparison, logic and choice. ClickHouse's AND, OR and NOT follow SQL's three values. */
final class LogicCalls {
  private LogicCalls() {}

  static void register(Map<SqlOperator, CallWriter> writers) {
    writers.put(SqlStdOperatorTable.AND, (c, e) -> chain(" AND ", c, e));
    writers.put(SqlStdOperatorTable.OR, (c, e) -> chain(" OR ", c, e));
    truth(writers, SqlStdOperatorTable.NOT, "NOT ", "");
    comparison(writers, SqlStdOperatorTable.EQUALS, " = ");
    comparison(writers, SqlStdOperatorTable.NOT_EQUALS, " <> ");
    comparison(writers, SqlStdOperatorTable.LESS_THAN, " < ");
    comparison(writers, SqlStdOperatorTable.LESS_THAN_OR_EQUAL, " <= ");
    comparison(writers, SqlStdOperatorTable.GREATER_THAN, " > ");
    comparison(writers, SqlStdOperatorTable.GREATER_THAN_OR_EQUAL, " >= ");
    writers.put(SqlStdOperatorTable.IS_NULL, (c, e) -> e.function("isNull", c));
    writers.put(SqlStdOperatorTable.IS_NOT_NULL, (c, e) -> e.function("isNotNull", c));
    truth(writers, SqlStdOperatorTable.IS_TRUE, "ifNull(", ", false)");
    truth(writers, SqlStdOperatorTable.IS_NOT_TRUE, "NOT (ifNull(", ", false))");
    truth(writers, SqlStdOperatorTable.IS_FALSE, "NOT (ifNull(", ", true))");
    truth(writers, SqlStdOperatorTable.IS_NOT_FALSE, "ifNull(", ", true)");
    truth(writers, SqlStdOperatorTable.IS_UNKNOWN, "isNull(", ")");
    truth(writers, SqlStdOperatorTable.IS_NOT_UNKNOWN, "isNotNull(", ")");
    writers.put(SqlStdOperatorTable.IS_NOT_DISTINCT_FROM, (c, e) -> notDistinct(c, e));
    writers.put(SqlStdOperatorTable.IS_DISTINCT_FROM, (c, e) -> "(NOT " + notDistinct(c, e) + ")");
    writers.put(SqlStdOperatorTable.CASE, LogicCalls::choice);
    writers.put(SqlStdOperatorTable.COALESCE, LogicCalls::coalesce);
    writers.put(SqlStdOperatorTable.SEARCH, LogicCalls::search);
  }

  private static String chain(String operator, RexCall call, OperandWriter e) {
    return "(" + String.join(operator, e.writeAll(call.getOperands())) + ")";
  }

  private static void truth(
      Map<SqlOperator, CallWriter> writers, SqlOperator operator, String head, String tail) {
    writers.put(operator, (c, e) -> "(" + head + e.write(c.getOperands().get(0)) + tail + ")");
  }

  private static void comparison(
      Map<SqlOperator, CallWriter> writers, SqlOperator operator, String sign) {
    writers.put(
        operator,
        (c, e) -> {
          List<String> sides = sides(c.getOperands().get(0), c.getOperands().get(1), e, sign);
          return matchesFloating(c)
              ? "(NOT (" + String.join(sign.equals(" = ") ? " <> " : " = ", sides) + "))"
              : "(" + sides.get(0) + sign + sides.get(1) + ")";
        });
  }

  /**
   * Whether a floating-point number is compared with a value from outside the row. ClickHouse makes
   * IN of several such equalities and NOT IN of several inequalities, where 0.0 is not -0.0 and NaN
   * is NaN; of what stands behind NOT it makes none.
   */
  private static boolean matchesFloating(RexCall call) {
    List<RexNode> operands = call.getOperands();
    boolean equality = call.getKind() == SqlKind.EQUALS || call.getKind() == SqlKind.NOT_EQUALS;
    return equality
        && operands.stream().anyMatch(RexUtil::isConstant)
        && operands.stream()
            .anyMatch(o -> !RexUtil.isConstant(o) && SqlTypeUtil.isApproximateNumeric(o.getType()));
  }

  /** Both sides in types that ClickHouse compares by value. */
  static List<String> sides(RexNode left, RexNode right, OperandWriter e, String sign) {
    RelDataType a = left.getType();
    RelDataType b = right.getType();
    if (SqlTypeUtil.isNumeric(a)
        && SqlTypeUtil.isNumeric(b)
        && SqlTypeUtil.isApproximateNumeric(a) != SqlTypeUtil.isApproximateNumeric(b)) {
      boolean decimal = SqlTypeUtil.isDecimal(a) || SqlTypeUtil.isDecimal(b);
      return decimal
          ? List.of(e.writeDouble(left), e.writeDouble(right))
          : List.of(e.write(left), e.write(right));
    }
    if (a.getSqlTypeName() == SqlTypeName.UUID && !sign.equals(" = ") && !sign.equals(" <> ")) {
      return List.of("toString(" + e.write(left) + ")", "toString(" + e.write(right) + ")");
    }
    String leftDate = Literals.comparedDate(left);
    String rightDate = Literals.comparedDate(right);
    return List.of(
        leftDate == null ? e.write(left) : leftDate,
        rightDate == null ? e.write(right) : rightDate);
  }

  /** As GROUP BY has it: a NULL is as a NULL, a NaN as a NaN. */
  private static String notDistinct(RexCall call, OperandWriter e) {
    List<String> sides = sides(call.getOperands().get(0), call.getOperands().get(1), e, " = ");
    String a = sides.get(0);
    String b = sides.get(1);
    boolean floating =
        call.getOperands().stream().allMatch(o -> SqlTypeUtil.isApproximateNumeric(o.getType()));
    String same =
        floating
            ? "(" + a + " = " + b + " OR (isNaN(" + a + ") AND isNaN(" + b + ")))"
            : a + " = " + b;
    return "ifNull(" + same + ", isNull(" + a + ") AND isNull(" + b + "))";
  }

  private static String choice(RexCall call, OperandWriter e) {
    StringBuilder sql = new StringBuilder("CASE");
    List<RexNode> operands = call.getOperands();
    for (int i = 0; i + 1 < operands.size(); i += 2) {
      sql.append(" WHEN ").append(e.write(operands.get(i)));
      sql.append(" THEN ").append(e.writeAs(operands.get(i + 1), call.getType()));
    }
    RexNode last = operands.get(operands.size() - 1);
    return sql.append(" ELSE ").append(e.writeAs(last, call.getType())).append(" END").toString();
  }

  private static String coalesce(RexCall call, OperandWriter e) {
    List<String> values =
        call.getOperands().stream().map(o -> e.writeAs(o, call.getType())).toList();
    return "coalesce(" + String.join(", ", values) + ")";
  }

  private static String search(RexCall call, OperandWriter e) {
    RexNode value = call.getOperands().get(0);
    RexLiteral literal = (RexLiteral) call.getOperands().get(1);
    Sarg<?> sarg = literal.getValueAs(Sarg.class);
    if (sarg != null && sarg.nullAs == org.apache.calcite.rex.RexUnknownAs.UNKNOWN) {
      if (sarg.isPoints() && sarg.pointCount > 1) {
        return in(value, sarg, literal.getType(), "IN", e);
      }
      if (sarg.isComplementedPoints() && sarg.negate().pointCount > 1) {
        return in(value, sarg.negate(), literal.getType(), "NOT IN", e);
      }
    }
    return e.write(RexUtil.expandSearch(e.rexBuilder(), null, call));
  }

  private static String in(
      RexNode value, Sarg<?> points, RelDataType type, String word, OperandWriter e) {
    List<String> texts = new ArrayList<>();
    for (Object range : points.rangeSet.asRanges()) {
      Comparable<?> point = ((com.google.common.collect.Range<?>) range).lowerEndpoint();
      if (point instanceof Double number && number == 0) {
        // An IN keeps 0.0 and -0.0 apart.
        texts.addAll(List.of("0.0", "-0.0"));
      } else {
        texts.add(e.write(e.rexBuilder().makeLiteral(point, type, true, true)));
      }
    }
    return "(" + e.write(value) + " " + word + " (" + String.join(", ", texts) + "))";
  }
}
