package io.timestore.calcite.merge.group;

import io.timestore.calcite.merge.column.Column;
import io.timestore.calcite.merge.column.ColumnBatch;
import io.timestore.calcite.merge.column.LongColumn;
import io.timestore.calcite.merge.column.NotMergeableException;
import io.timestore.calcite.merge.column.ValueType;
import io.timestore.calcite.merge.column.ValueType.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate call in two phases: the calls that ClickHouse runs over the cold rows, and the
 * accumulator that their results and the tail's rows go into. Immutable.
 */
public final class MergedCall {
  private final AggregateCall call;
  private final ValueType argument;
  private final ValueType result;
  private final List<AggregateCall> partials;
  private final List<ValueType> partialTypes;

  private MergedCall(
      AggregateCall call, ValueType argument, ValueType result, List<AggregateCall> partials) {
    this.call = call;
    this.argument = argument;
    this.result = result;
    this.partials = partials;
    this.partialTypes = partials.stream().map(p -> ValueType.of(p.getType())).toList();
  }

  /**
   * A call in two phases.
   *
   * @throws NotMergeableException if the call has no two phases here
   */
  public static MergedCall of(AggregateCall call, Aggregate aggregate) {
    boolean plain =
        !call.isDistinct()
            && call.rexList.isEmpty()
            && call.distinctKeys == null
            && call.getArgList().size() <= 1
            && call.getCollation().getFieldCollations().isEmpty();
    ValueType result = ValueType.of(call.getType());
    ValueType argument =
        call.getArgList().size() == 1
            ? ValueType.of(
                aggregate
                    .getInput()
                    .getRowType()
                    .getFieldList()
                    .get(call.getArgList().get(0))
                    .getType())
            : result;
    if (!plain || !isMerged(call, argument)) {
      throw new NotMergeableException(call);
    }
    return new MergedCall(call, argument, result, partials(call, aggregate));
  }

  private static boolean isMerged(AggregateCall call, ValueType argument) {
    Kind kind = argument.kind();
    boolean number = kind == Kind.INTEGER || kind == Kind.DOUBLE || kind == Kind.DECIMAL;
    return switch (call.getAggregation().getKind()) {
      case COUNT -> true;
      case SUM, SUM0, AVG, VAR_POP, VAR_SAMP, STDDEV_POP, STDDEV_SAMP -> number;
      case MIN, MAX -> kind.isOrdered();
      default -> false;
    };
  }

  private static List<AggregateCall> partials(AggregateCall call, Aggregate aggregate) {
    List<AggregateCall> partials = new ArrayList<>();
    switch (call.getAggregation().getKind()) {
      case COUNT, MIN, MAX, SUM, SUM0 -> partials.add(call);
      case AVG -> {
        partials.add(with(call, SqlStdOperatorTable.COUNT, aggregate));
        partials.add(with(call, SqlStdOperatorTable.AVG, aggregate));
      }
      default -> {
        partials.add(with(call, SqlStdOperatorTable.COUNT, aggregate));
        partials.add(with(call, SqlStdOperatorTable.AVG, aggregate));
        partials.add(with(call, SqlStdOperatorTable.VAR_POP, aggregate));
      }
    }
    return partials;
  }

  private static AggregateCall with(
      AggregateCall call, SqlAggFunction function, Aggregate aggregate) {
    return AggregateCall.create(
        call.getParserPosition(),
        function,
        false,
        false,
        false,
        List.of(),
        call.getArgList(),
        call.filterArg,
        null,
        call.getCollation(),
        aggregate.hasEmptyGroup(),
        aggregate.getInput(),
        null,
        null);
  }

  public List<AggregateCall> partials() {
    return partials;
  }

  List<ValueType> partialTypes() {
    return partialTypes;
  }

  Accumulator accumulator() {
    boolean zero = call.getAggregation().getKind() == org.apache.calcite.sql.SqlKind.SUM0;
    return switch (call.getAggregation().getKind()) {
      case COUNT -> new Accumulators.Count();
      case MIN -> new Extremes(result, -1);
      case MAX -> new Extremes(result, 1);
      case SUM, SUM0 ->
          switch (argument.kind()) {
            case INTEGER -> new Accumulators.SumOfLongs(zero);
            case DOUBLE -> new Accumulators.SumOfDoubles(zero);
            default -> new DecimalSum(zero ? BigDecimal.ZERO : null);
          };
      default -> new Moments(call.getAggregation().getKind());
    };
  }

  /** Takes the rows of a hot batch, those that the call's filter lets through. */
  void add(Accumulator accumulator, int[] groupOf, int groups, ColumnBatch hot) {
    @Nullable Column column =
        call.getArgList().isEmpty() ? null : hot.column(call.getArgList().get(0));
    int[] counted = groupOf;
    if (call.hasFilter()) {
      LongColumn filter = (LongColumn) hot.column(call.filterArg);
      counted = groupOf.clone();
      for (int i = 0; i < counted.length; i++) {
        if (!filter.isTrue(i)) {
          counted[i] = -1;
        }
      }
    }
    accumulator.add(counted, groups, column);
  }
}
