package io.timestore.calcite.merge.group;

import io.timestore.calcite.merge.column.Bindings;
import io.timestore.calcite.merge.column.Column;
import io.timestore.calcite.merge.column.ColumnBatch;
import io.timestore.calcite.merge.column.NotMergeableException;
import io.timestore.calcite.merge.column.Step;
import io.timestore.calcite.merge.column.ValueType;
import io.timestore.calcite.merge.tail.ColumnDecoder;
import io.timestore.calcite.merge.tail.Merger;
import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.clickhouse.ClickHouseResult;
import io.timestore.core.clickhouse.OneBlockResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Merges the groups that ClickHouse aggregated with the rows of the tail, then does what the
 * statement does with the aggregates.
 *
 * @param keys positions of the keys in the hot part's columns; in the cold part they come first
 * @param mostGroups most groups to merge; more had better be computed by ClickHouse
 * @param after steps over the keys and aggregates
 * @param names the answer's columns
 */
public record AggregateMerger(
    List<Integer> keys,
    List<ValueType> keyTypes,
    List<MergedCall> calls,
    int mostGroups,
    List<Step> after,
    List<String> names,
    List<ValueType> types)
    implements Merger {
  /** Most groups that are merged here, usually. */
  public static final int MOST_GROUPS = 500_000;

  public AggregateMerger {
    keys = List.copyOf(keys);
    keyTypes = List.copyOf(keyTypes);
    calls = List.copyOf(calls);
    after = List.copyOf(after);
    names = List.copyOf(names);
    types = List.copyOf(types);
  }

  @Override
  public ClickHouseResult merge(ClickHouseResult cold, ColumnBatch hot, Bindings bindings) {
    GroupTable table = new GroupTable(keys.size());
    List<Accumulator> accumulators = calls.stream().map(MergedCall::accumulator).toList();
    try (cold) {
      for (NativeBlock block = cold.next(); block != null; block = cold.next()) {
        if (block.rows() > 0) {
          addCold(block, table, accumulators);
        }
      }
    }
    addHot(hot, table, accumulators);
    @Nullable Column[] columns = new @Nullable Column[keys.size() + calls.size()];
    for (int i = 0; i < keys.size(); i++) {
      columns[i] = table.key(i, keyTypes.get(i));
    }
    for (int i = 0; i < calls.size(); i++) {
      columns[keys.size() + i] = accumulators.get(i).finish(table.groups());
    }
    ColumnBatch result = new ColumnBatch(table.groups(), columns);
    for (Step step : after) {
      result = step.apply(result, bindings);
    }
    return new OneBlockResult(result.block(names, types));
  }

  private void addCold(NativeBlock block, GroupTable table, List<Accumulator> accumulators) {
    Column[] keyColumns = new Column[keys.size()];
    for (int i = 0; i < keys.size(); i++) {
      keyColumns[i] = decode(block, i, keyTypes.get(i));
    }
    int[] groupOf = table.groupsOf(keyColumns, block.rows());
    refuseMore(table.groups());
    int at = keys.size();
    for (int i = 0; i < calls.size(); i++) {
      List<ValueType> partialTypes = calls.get(i).partialTypes();
      Column[] partials = new Column[partialTypes.size()];
      for (int p = 0; p < partials.length; p++) {
        partials[p] = decode(block, at++, partialTypes.get(p));
      }
      accumulators.get(i).merge(groupOf, table.groups(), partials);
    }
  }

  private static Column decode(NativeBlock block, int index, ValueType type) {
    return ColumnDecoder.of(List.of(block.columns().get(index)), type, block.rows());
  }

  private void refuseMore(int groups) {
    if (groups > mostGroups) {
      throw new NotMergeableException("more than " + mostGroups + " groups");
    }
  }

  private void addHot(ColumnBatch hot, GroupTable table, List<Accumulator> accumulators) {
    Column[] keyColumns = new Column[keys.size()];
    for (int i = 0; i < keys.size(); i++) {
      keyColumns[i] = hot.column(keys.get(i));
    }
    int[] groupOf = table.groupsOf(keyColumns, hot.rows());
    refuseMore(table.groups());
    for (int i = 0; i < calls.size(); i++) {
      calls.get(i).add(accumulators.get(i), groupOf, table.groups(), hot);
    }
  }
}
