package io.timestore.calcite.merge;

import io.timestore.calcite.clickhouse.Scan;
import io.timestore.calcite.schema.SnapshotTable;
import io.timestore.core.hot.HotBlock;
import io.timestore.core.hot.LaneTail;
import io.timestore.core.model.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelVisitor;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/**
 * Which blocks of the tails a statement can leave behind, by the filters that stand above its
 * scans. A table that is read more than once keeps all of its blocks. Immutable; safe for use by
 * many threads.
 */
public final class TailPruning {
  private final Map<Table, BlockPruner> pruners;

  private TailPruning(Map<Table, BlockPruner> pruners) {
    this.pruners = Map.copyOf(pruners);
  }

  /**
   * Finds the filters of a statement.
   *
   * @param scans every reading of a table in the statement, also those in subqueries
   */
  public static TailPruning of(RelNode root, List<Scan> scans) {
    Map<Table, Integer> uses = new HashMap<>();
    scans.forEach(scan -> uses.merge(scan.table(), 1, Integer::sum));
    Map<Table, BlockPruner> pruners = new HashMap<>();
    new RelVisitor() {
      @Override
      public void visit(RelNode node, int ordinal, @Nullable RelNode parent) {
        if (node instanceof Filter filter) {
          add(filter, uses, pruners);
        }
        super.visit(node, ordinal, parent);
      }
    }.go(root);
    return new TailPruning(pruners);
  }

  private static void add(
      Filter filter, Map<Table, Integer> uses, Map<Table, BlockPruner> pruners) {
    RexNode condition = filter.getCondition();
    RelNode input = filter.getInput();
    while (input instanceof Project project && !project.containsOver()) {
      condition = RelOptUtil.pushPastProject(condition, project);
      input = project.getInput();
    }
    if (input instanceof TableScan scan) {
      SnapshotTable table = scan.getTable().unwrap(SnapshotTable.class);
      if (table != null && Integer.valueOf(1).equals(uses.get(table.table()))) {
        pruners.put(table.table(), BlockPruner.of(condition, scan, table));
      }
    }
  }

  /** The lanes with the blocks that may have rows for the statement. */
  public List<LaneTail> prune(Table table, List<LaneTail> lanes, Bindings bindings) {
    BlockPruner pruner = pruners.get(table);
    if (pruner == null || pruner == BlockPruner.NONE) {
      return lanes;
    }
    BlockPruner.Bound[] bounds;
    try {
      bounds = pruner.bind(bindings);
    } catch (NotMergeableException | ArithmeticException unknownHere) {
      return lanes;
    }
    return lanes.stream().map(lane -> prune(lane, bounds)).toList();
  }

  private static LaneTail prune(LaneTail lane, BlockPruner.Bound[] bounds) {
    List<HotBlock> kept =
        lane.blocks().stream()
            .filter(block -> BlockPruner.mayMatch(bounds, block.block().header()))
            .toList();
    return kept.size() == lane.blocks().size() ? lane : new LaneTail(lane.state(), kept);
  }
}
