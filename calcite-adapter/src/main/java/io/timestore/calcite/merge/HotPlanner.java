package io.timestore.calcite.merge;

import io.timestore.calcite.merge.column.NotMergeableException;
import io.timestore.calcite.merge.column.Step;
import io.timestore.calcite.merge.column.ValueType;
import io.timestore.calcite.merge.tail.TailReader;
import io.timestore.calcite.schema.SnapshotTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/** Plans what is computed of a tail: filters and projections of one table's rows. Stateless. */
final class HotPlanner {
  private HotPlanner() {}

  /**
   * @param needed the columns of the result that are asked for
   * @throws NotMergeableException if there is anything else in the tree, or an expression that is
   *     not computed here
   */
  static HotPart plan(RelNode root, ImmutableBitSet needed) {
    Deque<RelNode> chain = new ArrayDeque<>();
    RelNode node = root;
    while (node instanceof Project || node instanceof Filter) {
      chain.push(node);
      node = node.getInput(0);
    }
    if (!(node instanceof TableScan scan)) {
      throw new NotMergeableException(node);
    }
    SnapshotTable table = MergePlanner.table(scan);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < scan.getRowType().getFieldCount(); i++) {
      names.add(table.columnName(i));
    }
    ImmutableBitSet used = used(chain, needed);
    List<@Nullable String> read = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      read.add(used.get(i) ? names.get(i) : null);
    }
    List<Step> steps = new ArrayList<>();
    chain.forEach(rel -> steps.add(Steps.of(rel)));
    return new HotPart(
        new TailReader(table.table().schema(), read, ValueType.columns(scan)), steps);
  }

  /** The table's columns that the chain needs. */
  private static ImmutableBitSet used(Deque<RelNode> chain, ImmutableBitSet needed) {
    ImmutableBitSet used = ImmutableBitSet.of();
    for (RelNode rel : chain) {
      if (rel instanceof Filter filter) {
        used = used.union(RelOptUtil.InputFinder.bits(filter.getCondition()));
      } else if (rel instanceof Project project) {
        return used.union(RelOptUtil.InputFinder.bits(project.getProjects(), null));
      }
    }
    return used.union(needed);
  }
}
