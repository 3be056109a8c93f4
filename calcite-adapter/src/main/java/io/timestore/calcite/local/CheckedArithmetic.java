package io.timestore.calcite.local;

import io.timestore.calcite.schema.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql2rel.ConvertToChecked;

/** Makes arithmetic on integers an error where it overflows; Calcite's own wraps around. */
final class CheckedArithmetic {
  /** Of every BIGINT. */
  private static final int DIGITS = 19;

  private CheckedArithmetic() {}

  static RelNode in(RelNode root) {
    RexBuilder rexBuilder = root.getCluster().getRexBuilder();
    return root.accept(new Sums()).accept(new ConvertToChecked(rexBuilder, true));
  }

  /** Sums of integers become sums of decimals, which are brought back to integers. */
  private static final class Sums extends RelHomogeneousShuttle {
    @Override
    public RelNode visit(RelNode rel) {
      RelNode visited = super.visit(rel);
      return visited instanceof LogicalAggregate aggregate
              && aggregate.getAggCallList().stream().anyMatch(call -> isIntegerSum(call, aggregate))
          ? widened(aggregate)
          : visited;
    }
  }

  private static boolean isIntegerSum(AggregateCall call, Aggregate aggregate) {
    SqlKind kind = call.getAggregation().getKind();
    return (kind == SqlKind.SUM || kind == SqlKind.SUM0)
        && SqlTypeName.INT_TYPES.contains(
            type(aggregate, call.getArgList().get(0)).getSqlTypeName());
  }

  private static RelDataType type(Aggregate aggregate, int column) {
    return aggregate.getInput().getRowType().getFieldList().get(column).getType();
  }

  private static RelNode widened(Aggregate aggregate) {
    RelNode input = aggregate.getInput();
    RexBuilder rexBuilder = input.getCluster().getRexBuilder();
    List<RexNode> columns = new ArrayList<>(rexBuilder.identityProjects(input.getRowType()));
    for (AggregateCall call : aggregate.getAggCallList()) {
      if (isIntegerSum(call, aggregate)) {
        int argument = call.getArgList().get(0);
        RelDataType wide = decimal(type(aggregate, argument).isNullable());
        columns.add(rexBuilder.makeCast(wide, columns.get(argument)));
      }
    }
    RelNode wider =
        LogicalProject.create(input, List.of(), columns, (List<String>) null, java.util.Set.of());
    List<AggregateCall> calls = new ArrayList<>();
    int next = input.getRowType().getFieldCount();
    for (AggregateCall call : aggregate.getAggCallList()) {
      calls.add(isIntegerSum(call, aggregate) ? sum(call, next++, aggregate, wider) : call);
    }
    RelNode sums =
        LogicalAggregate.create(
            wider, List.of(), aggregate.getGroupSet(), aggregate.getGroupSets(), calls);
    List<RexNode> back = new ArrayList<>();
    for (int i = 0; i < sums.getRowType().getFieldCount(); i++) {
      RelDataType type = aggregate.getRowType().getFieldList().get(i).getType();
      back.add(rexBuilder.makeCast(type, rexBuilder.makeInputRef(sums, i)));
    }
    return LogicalProject.create(
        sums, List.of(), back, aggregate.getRowType().getFieldNames(), java.util.Set.of());
  }

  private static AggregateCall sum(
      AggregateCall call, int argument, Aggregate aggregate, RelNode input) {
    return AggregateCall.create(
        call.getAggregation(),
        call.isDistinct(),
        call.isApproximate(),
        call.ignoreNulls(),
        List.of(),
        List.of(argument),
        call.filterArg,
        call.distinctKeys,
        call.collation,
        aggregate.hasEmptyGroup(),
        input,
        null,
        call.getName());
  }

  private static RelDataType decimal(boolean nullable) {
    return SqlTypes.FACTORY.createTypeWithNullability(
        SqlTypes.FACTORY.createSqlType(SqlTypeName.DECIMAL, DIGITS, 0), nullable);
  }
}
