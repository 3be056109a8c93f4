package io.timestore.calcite.clickhouse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.rex.RexWindowBound;
import org.apache.calcite.rex.RexWindowExclusion;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Window functions. */
final class WindowCalls {
  private static final String WHOLE = "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING";

  private WindowCalls() {}

  static String write(RexOver over, ExpressionWriter e) {
    RexWindow window = over.getWindow();
    if (window.getExclude() != RexWindowExclusion.EXCLUDE_NO_OTHER) {
      throw Refusals.unsupported("EXCLUDE in a window");
    }
    SqlKind kind = over.getAggOperator().getKind();
    if (over.ignoreNulls() && kind != SqlKind.FIRST_VALUE && kind != SqlKind.LAST_VALUE) {
      throw Refusals.unsupported("IGNORE NULLS with " + over.getAggOperator().getName());
    }
    return switch (kind) {
      case ROW_NUMBER, RANK, DENSE_RANK ->
          "toInt64(" + kind.name().toLowerCase(Locale.ROOT) + "()" + clause(window, "", e) + ")";
      case PERCENT_RANK, CUME_DIST ->
          kind.name().toLowerCase(Locale.ROOT) + "()" + clause(window, "", e);
      case NTILE ->
          "toInt64(ntile(" + e.write(over.getOperands().get(0)) + ")" + clause(window, "", e) + ")";
      case LAG, LEAD -> neighbour(over, kind == SqlKind.LAG ? "lagInFrame" : "leadInFrame", e);
      case FIRST_VALUE, LAST_VALUE ->
          kind.name().toLowerCase(Locale.ROOT)
              + "("
              + e.write(over.getOperands().get(0))
              + ") "
              + (over.ignoreNulls() ? "IGNORE" : "RESPECT")
              + " NULLS"
              + clause(window, frame(window, e), e);
      case NTH_VALUE ->
          "nth_value("
              + nullableOperand(over, 0, e)
              + ", "
              + e.write(over.getOperands().get(1))
              + ")"
              + clause(window, frame(window, e), e);
      default -> aggregate(over, e);
    };
  }

  private static String aggregate(RexOver over, ExpressionWriter e) {
    if (over.isDistinct()
        && over.getAggOperator().getKind() != SqlKind.MIN
        && over.getAggOperator().getKind() != SqlKind.MAX) {
      throw Refusals.unsupported("DISTINCT in a window function");
    }
    List<AggregateCalls.Argument> arguments = new ArrayList<>();
    for (RexNode operand : over.getOperands()) {
      arguments.add(new AggregateCalls.Argument(e.write(operand), operand.getType()));
    }
    return AggregateCalls.write(over.getAggOperator(), arguments, false, null, over.getType())
        .sql(clause(over.getWindow(), frame(over.getWindow(), e), e));
  }

  /** LAG and LEAD look at the whole partition, and at nothing beyond it is NULL or the default. */
  private static String neighbour(RexOver over, String name, ExpressionWriter e) {
    List<String> arguments = new ArrayList<>();
    arguments.add(nullableOperand(over, 0, e));
    if (over.getOperands().size() > 1) {
      RexNode distance = over.getOperands().get(1);
      if (!(distance instanceof RexLiteral literal) || Literals.number(literal).signum() < 0) {
        throw Refusals.unsupported("LAG or LEAD by other than a literal, 0 or more,");
      }
      arguments.add(e.write(distance));
    }
    if (over.getOperands().size() > 2) {
      RexNode fallback = over.getOperands().get(2);
      arguments.add(
          "CAST("
              + e.writeAs(fallback, over.getOperands().get(0).getType())
              + " AS "
              + TypeNames.nullable(over.getOperands().get(0).getType())
              + ")");
    }
    return name + "(" + String.join(", ", arguments) + ")" + clause(over.getWindow(), WHOLE, e);
  }

  private static String nullableOperand(RexOver over, int index, ExpressionWriter e) {
    RexNode operand = over.getOperands().get(index);
    return "CAST(" + e.write(operand) + " AS " + TypeNames.nullable(operand.getType()) + ")";
  }

  private static String clause(RexWindow window, String frame, ExpressionWriter e) {
    List<String> parts = new ArrayList<>();
    if (!window.partitionKeys.isEmpty()) {
      parts.add("PARTITION BY " + String.join(", ", e.writeAll(window.partitionKeys)));
    }
    if (!window.orderKeys.isEmpty()) {
      List<String> keys = new ArrayList<>();
      for (RexFieldCollation key : window.orderKeys) {
        keys.add(
            SortKeys.write(
                e.write(key.left),
                key.left.getType(),
                key.getDirection() == RelFieldCollation.Direction.DESCENDING,
                key.getNullDirection() == RelFieldCollation.NullDirection.FIRST));
      }
      parts.add("ORDER BY " + String.join(", ", keys));
    }
    if (!frame.isEmpty()) {
      parts.add(frame);
    }
    return " OVER (" + String.join(" ", parts) + ")";
  }

  private static String frame(RexWindow window, ExpressionWriter e) {
    RexWindowBound lower = window.getLowerBound();
    RexWindowBound upper = window.getUpperBound();
    if (window.orderKeys.isEmpty() && !window.isRows()) {
      return "";
    }
    if (!window.isRows() && (lower.getOffset() != null || upper.getOffset() != null)) {
      refuseUnlessInteger(window);
    }
    return (window.isRows() ? "ROWS" : "RANGE")
        + " BETWEEN "
        + bound(lower, e)
        + " AND "
        + bound(upper, e);
  }

  private static void refuseUnlessInteger(RexWindow window) {
    for (RexFieldCollation key : window.orderKeys) {
      if (!SqlTypeName.INT_TYPES.contains(key.left.getType().getSqlTypeName())
          || SqlTypeUtil.isInterval(key.left.getType())) {
        throw Refusals.unsupported("RANGE with an offset over " + key.left.getType());
      }
    }
  }

  private static String bound(RexWindowBound bound, ExpressionWriter e) {
    if (bound.isCurrentRow()) {
      return "CURRENT ROW";
    }
    RexNode offset = bound.getOffset();
    return (offset == null ? "UNBOUNDED" : e.write(offset))
        + (bound.isPreceding() ? " PRECEDING" : " FOLLOWING");
  }
}
