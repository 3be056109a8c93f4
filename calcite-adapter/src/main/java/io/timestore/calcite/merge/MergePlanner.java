package io.timestore.calcite.merge;

import io.timestore.calcite.merge.column.NotMergeableException;
import io.timestore.calcite.merge.column.Step;
import io.timestore.calcite.merge.column.ValueType;
import io.timestore.calcite.merge.group.AggregateMerger;
import io.timestore.calcite.merge.group.DistinctCount;
import io.timestore.calcite.merge.group.MergedCall;
import io.timestore.calcite.merge.sort.RowLimit;
import io.timestore.calcite.merge.sort.RowMerger;
import io.timestore.calcite.merge.sort.SortOrder;
import io.timestore.calcite.schema.SnapshotTable;
import io.timestore.calcite.sql.Scan;
import io.timestore.calcite.sql.rel.StatementWriter;
import io.timestore.core.model.TimestoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Plans statements over one table in two parts: aggregates of its rows, its rows in an order and
 * with a limit, or its rows as they are; and what is done with the result. For one statement.
 */
public final class MergePlanner {
  private final RelNode root;

  private MergePlanner(RelNode root) {
    this.root = root;
  }

  /** The plan of a statement, or null if it cannot be computed in two parts here. */
  public static @Nullable MergePlan plan(RelNode root) {
    try {
      return new MergePlanner(root).plan();
    } catch (NotMergeableException e) {
      return null;
    } catch (TimestoreException notWritten) {
      return null;
    }
  }

  private MergePlan plan() {
    Deque<RelNode> above = new ArrayDeque<>();
    RelNode node = root;
    while (node instanceof Project || node instanceof Filter || node instanceof Sort) {
      above.push(node);
      node = node.getInput(0);
    }
    if (node instanceof Aggregate aggregate) {
      return aggregate(aggregate, above);
    }
    if (node instanceof TableScan) {
      return rows(above);
    }
    throw new NotMergeableException(node);
  }

  private MergePlan aggregate(Aggregate aggregate, Deque<RelNode> above) {
    if (aggregate.getGroupType() != Aggregate.Group.SIMPLE) {
      throw new NotMergeableException(aggregate);
    }
    HotPart hot = HotPlanner.plan(aggregate.getInput(), used(aggregate));
    DistinctCount distinct = DistinctCount.of(aggregate);
    ImmutableBitSet groups = distinct == null ? aggregate.getGroupSet() : distinct.groups();
    List<MergedCall> calls = new ArrayList<>();
    List<AggregateCall> partials = new ArrayList<>();
    for (AggregateCall call :
        distinct == null ? aggregate.getAggCallList() : List.<AggregateCall>of()) {
      MergedCall merged = MergedCall.of(call, aggregate);
      calls.add(merged);
      partials.addAll(merged.partials());
    }
    RelNode cold = LogicalAggregate.create(aggregate.getInput(), List.of(), groups, null, partials);
    List<Step> after = new ArrayList<>();
    if (distinct != null) {
      after.add(distinct);
    }
    above.forEach(rel -> after.add(Steps.of(rel)));
    AggregateMerger merger =
        new AggregateMerger(
            groups.asList(),
            keyTypes(aggregate, groups),
            calls,
            distinct == null ? AggregateMerger.MOST_GROUPS : DistinctCount.MOST_VALUES,
            after,
            root.getRowType().getFieldNames(),
            ValueType.columns(root));
    return new MergePlan(StatementWriter.write(cold, Scan.Side.COLD), hot, merger);
  }

  private static List<ValueType> keyTypes(Aggregate aggregate, ImmutableBitSet groups) {
    List<ValueType> inputTypes = ValueType.columns(aggregate.getInput());
    List<ValueType> keyTypes = new ArrayList<>();
    for (int key : groups) {
      ValueType type = inputTypes.get(key);
      if (!type.kind().isLong() && type.kind() != ValueType.Kind.TEXT) {
        throw new NotMergeableException(type);
      }
      keyTypes.add(type);
    }
    return keyTypes;
  }

  private static ImmutableBitSet used(Aggregate aggregate) {
    ImmutableBitSet.Builder used = aggregate.getGroupSet().rebuild();
    for (AggregateCall call : aggregate.getAggCallList()) {
      call.getArgList().forEach(used::set);
      if (call.hasFilter()) {
        used.set(call.filterArg);
      }
    }
    return used.build();
  }

  private MergePlan rows(Deque<RelNode> above) {
    RelNode merged = root;
    List<Integer> shown = new ArrayList<>();
    for (int i = 0; i < root.getRowType().getFieldCount(); i++) {
      shown.add(i);
    }
    while (merged instanceof Project project && above.stream().anyMatch(Sort.class::isInstance)) {
      shown.replaceAll(i -> input(project.getProjects().get(i)));
      merged = project.getInput();
    }
    SortOrder order = new SortOrder(List.of());
    RowLimit limit = RowLimit.NONE;
    RelNode input = merged;
    RelNode cold = merged;
    if (merged instanceof Sort sort) {
      input = sort.getInput();
      order = SortOrder.of(sort.getCollation(), ValueType.columns(input));
      limit = new RowLimit(sort.offset, sort.fetch);
      cold = LogicalSort.create(input, sort.getCollation(), null, reach(sort));
    }
    HotPart hot = HotPlanner.plan(input, ImmutableBitSet.range(input.getRowType().getFieldCount()));
    RowMerger merger =
        new RowMerger(
            merged.getRowType().getFieldNames(), ValueType.columns(merged), order, limit, shown);
    return new MergePlan(StatementWriter.write(cold, Scan.Side.COLD), hot, merger);
  }

  private static int input(RexNode node) {
    if (node instanceof RexInputRef ref) {
      return ref.getIndex();
    }
    throw new NotMergeableException(node);
  }

  /** How many cold rows can be in the answer; null for all. */
  private static @Nullable RexNode reach(Sort sort) {
    RexNode fetch = sort.fetch;
    RexNode offset = sort.offset;
    if (fetch == null || offset == null) {
      return fetch;
    }
    if (fetch instanceof RexDynamicParam || offset instanceof RexDynamicParam) {
      throw new NotMergeableException(sort);
    }
    return sort.getCluster()
        .getRexBuilder()
        .makeExactLiteral(
            RexLiteral.bigDecimalValue(fetch).add(RexLiteral.bigDecimalValue(offset)));
  }

  /** The table of a scan. */
  static SnapshotTable table(TableScan scan) {
    SnapshotTable table = scan.getTable().unwrap(SnapshotTable.class);
    if (table == null) {
      throw new NotMergeableException(scan);
    }
    return table;
  }
}
