package io.timestore.calcite.merge.group;

import io.timestore.calcite.merge.column.Bindings;
import io.timestore.calcite.merge.column.Column;
import io.timestore.calcite.merge.column.ColumnBatch;
import io.timestore.calcite.merge.column.Step;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * COUNT(DISTINCT column), by keys or not: the groups by keys and column together are merged first,
 * then their values are counted by keys. Exact, and cheap where there are few values; ClickHouse's
 * own states would hold every value, too.
 *
 * @param groups the keys and the column, of the aggregate's input
 * @param keys positions of the keys among the groups
 * @param column position of the column among the groups
 * @param calls how many calls there are, all the same
 */
public record DistinctCount(ImmutableBitSet groups, List<Integer> keys, int column, int calls)
    implements Step {
  /** More values than this had better be counted where they are. */
  public static final int MOST_VALUES = 20_000;

  public DistinctCount {
    keys = List.copyOf(keys);
  }

  /** What an aggregate counts; null if it computes anything else. */
  static @Nullable public DistinctCount of(Aggregate aggregate) {
    List<AggregateCall> calls = aggregate.getAggCallList();
    if (calls.isEmpty() || !calls.stream().allMatch(DistinctCount::isDistinctCount)) {
      return null;
    }
    int counted = calls.get(0).getArgList().get(0);
    if (calls.stream().anyMatch(call -> call.getArgList().get(0) != counted)) {
      return null;
    }
    ImmutableBitSet groups = aggregate.getGroupSet().set(counted);
    List<Integer> keys = new ArrayList<>();
    aggregate.getGroupSet().forEach(key -> keys.add(groups.indexOf(key)));
    return new DistinctCount(groups, keys, groups.indexOf(counted), calls.size());
  }

  private static boolean isDistinctCount(AggregateCall call) {
    return call.isDistinct()
        && !call.isApproximate()
        && call.getAggregation().getKind() == SqlKind.COUNT
        && call.getArgList().size() == 1
        && !call.hasFilter()
        && call.distinctKeys == null
        && call.rexList.isEmpty();
  }

  @Override
  public ColumnBatch apply(ColumnBatch values, Bindings bindings) {
    GroupTable table = new GroupTable(keys.size());
    Column[] keyColumns = keys.stream().map(values::column).toArray(Column[]::new);
    int[] groupOf = table.groupsOf(keyColumns, values.rows());
    Accumulator count = new Accumulators.Count();
    count.add(groupOf, table.groups(), values.column(column));
    @Nullable Column[] columns = new @Nullable Column[keys.size() + calls];
    for (int i = 0; i < keys.size(); i++) {
      columns[i] = table.key(i, keyColumns[i]);
    }
    Column counts = count.finish(table.groups());
    for (int i = 0; i < calls; i++) {
      columns[keys.size() + i] = counts;
    }
    return new ColumnBatch(table.groups(), columns);
  }
}
