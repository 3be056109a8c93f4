package io.timestore.calcite.plan;

import io.timestore.calcite.function.ArrayQuantifier;
import io.timestore.calcite.function.FloatingComparison;
import io.timestore.calcite.function.TimeFunctions;
import java.util.List;
import java.util.Set;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.jspecify.annotations.Nullable;

/**
 * Calls to expressions, as Calcite does it, but for micro- and nanoseconds in TIMESTAMPADD and
 * TIMESTAMPDIFF, which would be lost in intervals of milliseconds, and for the equality of
 * floating-point numbers.
 */
public final class Convertlets implements SqlRexConvertletTable {
  public static final Convertlets INSTANCE = new Convertlets();

  private static final Set<SqlOperator> EQUALITIES =
      Set.of(
          SqlStdOperatorTable.EQUALS,
          SqlStdOperatorTable.NOT_EQUALS,
          SqlStdOperatorTable.IS_DISTINCT_FROM,
          SqlStdOperatorTable.IS_NOT_DISTINCT_FROM);

  private Convertlets() {}

  @Override
  public @Nullable SqlRexConvertlet get(SqlCall call) {
    boolean add = call.getOperator().equals(SqlStdOperatorTable.TIMESTAMP_ADD);
    if ((add || call.getOperator().equals(SqlStdOperatorTable.TIMESTAMP_DIFF))
        && call.operand(0) instanceof SqlIntervalQualifier unit
        && (unit.getUnit() == TimeUnit.MICROSECOND || unit.getUnit() == TimeUnit.NANOSECOND)) {
      boolean nanos = unit.getUnit() == TimeUnit.NANOSECOND;
      return (context, c) -> add ? add(context, c, nanos) : difference(context, c, nanos);
    }
    if (call.getOperator() instanceof ArrayQuantifier quantifier) {
      return quantifier::convert;
    }
    SqlRexConvertlet standard = StandardConvertletTable.INSTANCE.get(call);
    return standard != null && EQUALITIES.contains(call.getOperator())
        ? (context, c) -> equality(context, c, standard)
        : standard;
  }

  private static RexNode equality(SqlRexContext context, SqlCall call, SqlRexConvertlet standard) {
    RexNode converted = standard.convertCall(context, call);
    List<RexNode> operands =
        call.getOperandList().stream().map(context::convertExpression).toList();
    SqlOperator operator = FloatingComparison.ofEquality(call.getOperator(), operands);
    return operator instanceof FloatingComparison
        ? context.getRexBuilder().makeCall(converted.getType(), operator, operands)
        : converted;
  }

  private static RexNode add(SqlRexContext context, SqlCall call, boolean nanos) {
    RexBuilder builder = context.getRexBuilder();
    RexNode count = context.convertExpression(call.operand(1));
    RexNode time = context.convertExpression(call.operand(2));
    return builder.makeCall(
        context.getValidator().getValidatedNodeType(call),
        nanos ? TimeFunctions.ADD_NANOSECONDS : TimeFunctions.ADD_MICROSECONDS,
        List.of(time, count));
  }

  private static RexNode difference(SqlRexContext context, SqlCall call, boolean nanos) {
    RexBuilder builder = context.getRexBuilder();
    RexNode from = context.convertExpression(call.operand(1));
    RexNode to = context.convertExpression(call.operand(2));
    RelDataType type = context.getValidator().getValidatedNodeType(call);
    return builder.makeCall(
        type,
        nanos ? TimeFunctions.NANOSECONDS_BETWEEN : TimeFunctions.MICROSECONDS_BETWEEN,
        List.of(from, to));
  }
}
