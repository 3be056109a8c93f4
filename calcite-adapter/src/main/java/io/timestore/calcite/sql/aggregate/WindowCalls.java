package io.timestore.calcite.sql.aggregate;

import io.timestore.calcite.function.ArrayTypes;
import io.timestore.calcite.function.Refusals;
import io.timestore.calcite.function.TimeFunctions;
import io.timestore.calcite.sql.TypeNames;
import io.timestore.calcite.sql.call.Literals;
import io.timestore.calcite.sql.call.OperandWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.rex.RexWindowExclusion;
import org.apache.calcite.sql.SqlKind;

/** Window functions. */
public final class WindowCalls {
  /** What is a function of windows only. */
  public static final Set<SqlKind> KINDS =
      EnumSet.of(
          SqlKind.ROW_NUMBER,
          SqlKind.RANK,
          SqlKind.DENSE_RANK,
          SqlKind.PERCENT_RANK,
          SqlKind.CUME_DIST,
          SqlKind.NTILE,
          SqlKind.LAG,
          SqlKind.LEAD,
          SqlKind.FIRST_VALUE,
          SqlKind.LAST_VALUE,
          SqlKind.NTH_VALUE);

  private WindowCalls() {}

  public static String write(RexOver over, OperandWriter e) {
    RexWindow window = over.getWindow();
    if (window.getExclude() != RexWindowExclusion.EXCLUDE_NO_OTHER) {
      throw Refusals.unsupported("EXCLUDE in a window");
    }
    SqlKind kind = over.getAggOperator().getKind();
    if (ArrayTypes.takesArrays(over)) {
      throw Refusals.unsupported(over.getAggOperator().getName() + " of an array over a window");
    }
    if (over.ignoreNulls() && (kind == SqlKind.LAG || kind == SqlKind.LEAD)) {
      return knownNeighbour(over, kind == SqlKind.LAG, e);
    }
    if (over.ignoreNulls() && kind != SqlKind.FIRST_VALUE && kind != SqlKind.LAST_VALUE) {
      throw Refusals.unsupported("IGNORE NULLS with " + over.getAggOperator().getName());
    }
    return switch (kind) {
      case ROW_NUMBER, RANK, DENSE_RANK ->
          "toInt64("
              + kind.name().toLowerCase(Locale.ROOT)
              + "()"
              + WindowClause.of(window, e).unframed()
              + ")";
      case PERCENT_RANK, CUME_DIST ->
          kind.name().toLowerCase(Locale.ROOT) + "()" + WindowClause.of(window, e).unframed();
      case NTILE ->
          "toInt64(ntile("
              + e.write(over.getOperands().get(0))
              + ")"
              + WindowClause.of(window, e).unframed()
              + ")";
      case LAG, LEAD -> neighbour(over, kind == SqlKind.LAG ? "lagInFrame" : "leadInFrame", e);
      case FIRST_VALUE, LAST_VALUE ->
          kind.name().toLowerCase(Locale.ROOT)
              + "("
              + (over.getOperands().get(0).getType().isNullable()
                  ? e.write(over.getOperands().get(0))
                  : nullableOperand(over, 0, e))
              + ") "
              + (over.ignoreNulls() ? "IGNORE" : "RESPECT")
              + " NULLS"
              + WindowClause.of(window, e).framed();
      case NTH_VALUE ->
          "nth_value("
              + nullableOperand(over, 0, e)
              + ", "
              + e.write(over.getOperands().get(1))
              + ")"
              + WindowClause.of(window, e).framed();
      default ->
          over.getAggOperator().equals(TimeFunctions.LOCF)
              ? "last_value("
                  + nullableOperand(over, 0, e)
                  + ") IGNORE NULLS"
                  + WindowClause.of(window, e).framed()
              : aggregate(over, e);
    };
  }

  private static String aggregate(RexOver over, OperandWriter e) {
    WindowClause clause = WindowClause.of(over.getWindow(), e);
    if (countsOneNullable(over)) {
      String counted = e.write(over.getOperands().get(0));
      return "toInt64(countIf(isNotNull(" + counted + "))" + clause.framed() + ")";
    }
    List<AggregateCalls.Argument> arguments = new ArrayList<>();
    for (RexNode operand : over.getOperands()) {
      RexLiteral constant = operand instanceof RexLiteral literal ? literal : null;
      arguments.add(
          new AggregateCalls.Argument(
              e.write(operand), operand.getType(), constant, () -> e.widening(operand)));
    }
    AggregateCalls.Options options =
        new AggregateCalls.Options(
            over.isDistinct(),
            false,
            null,
            List.of(),
            AggregateCalls.Groups.ONE,
            true,
            over.getType());
    return AggregateCalls.write(over.getAggOperator(), arguments, options).sql(clause.framed());
  }

  /** Of no rows, ClickHouse's count(x) over a window looks for a part of x that it did not read. */
  private static boolean countsOneNullable(RexOver over) {
    return over.getAggOperator().getKind() == SqlKind.COUNT
        && !over.isDistinct()
        && over.getOperands().size() == 1
        && over.getOperands().get(0).getType().isNullable();
  }

  /** LAG and LEAD look at the whole partition, and at nothing beyond it is NULL or the default. */
  private static String neighbour(RexOver over, String name, OperandWriter e) {
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
    return name
        + "("
        + String.join(", ", arguments)
        + ")"
        + WindowClause.of(over.getWindow(), e).whole();
  }

  /** The nearest value that is not NULL, of the rows before or behind the current one. */
  private static String knownNeighbour(RexOver over, boolean before, OperandWriter e) {
    List<RexNode> operands = over.getOperands();
    if (operands.size() > 1
        && !(operands.get(1) instanceof RexLiteral literal
            && Literals.number(literal).compareTo(BigDecimal.ONE) == 0)) {
      throw Refusals.unsupported("LAG or LEAD by other than 1 with IGNORE NULLS");
    }
    String value =
        (before ? "last_value(" : "first_value(")
            + nullableOperand(over, 0, e)
            + ") IGNORE NULLS"
            + WindowClause.of(over.getWindow(), e).beside(before);
    return operands.size() < 3
        ? value
        : "ifNull(" + value + ", " + e.writeAs(operands.get(2), operands.get(0).getType()) + ")";
  }

  private static String nullableOperand(RexOver over, int index, OperandWriter e) {
    RexNode operand = over.getOperands().get(index);
    return "CAST(" + e.write(operand) + " AS " + TypeNames.nullable(operand.getType()) + ")";
  }
}
