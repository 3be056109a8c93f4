package io.timestore.calcite.clickhouse;

import java.util.List;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.jspecify.annotations.Nullable;

/**
 * Calls to expressions, as Calcite does it, but for micro- and nanoseconds in TIMESTAMPADD and
 * TIMESTAMPDIFF, which would be lost in intervals of milliseconds.
 */
public final class Convertlets implements SqlRexConvertletTable {
  public static final Convertlets INSTANCE = new Convertlets();

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
    return StandardConvertletTable.INSTANCE.get(call);
  }

  private static RexNode add(SqlRexContext context, SqlCall call, boolean nanos) {
    RexBuilder builder = context.getRexBuilder();
    RexNode count = context.convertExpression(call.operand(1));
    RexNode time = context.convertExpression(call.operand(2));
    return builder.makeCall(
        context.getValidator().getValidatedNodeType(call),
        nanos ? TimeTicks.ADD_NANOSECONDS : TimeTicks.ADD_MICROSECONDS,
        List.of(time, count));
  }

  private static RexNode difference(SqlRexContext context, SqlCall call, boolean nanos) {
    RexBuilder builder = context.getRexBuilder();
    RexNode from = context.convertExpression(call.operand(1));
    RexNode to = context.convertExpression(call.operand(2));
    RelDataType type = context.getValidator().getValidatedNodeType(call);
    return builder.makeCall(
        type,
        nanos ? TimeTicks.NANOSECONDS_BETWEEN : TimeTicks.MICROSECONDS_BETWEEN,
        List.of(from, to));
  }
}
