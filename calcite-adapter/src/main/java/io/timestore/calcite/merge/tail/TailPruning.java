package io.timestore.calcite.merge.tail;

import io.timestore.calcite.merge.column.Bindings;
import io.timestore.calcite.merge.column.NotMergeableException;
import io.timestore.calcite.schema.SnapshotTable;
import io.timestore.calcite.sql.Scan;
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
 * Which blocks and rows of the tails a statement can leave behind, by the filters that stand above
 * its scans. A table that is read more than once keeps all of them. Immutable; safe for use by many
 * threads.
 */
public final class TailPruning {
  private final Map<Table, TableFilter> filters;

  private record TableFilter(BlockPruner blocks, RowFilter rows) {}

  private TailPruning(Map<Table, TableFilter> filters) {
    this.filters = Map.copyOf(filters);
  }

  /**
   * Finds the filters of a statement.
   *
   * @param scans every reading of a table in the statement, also those in subqueries
   */
  public static TailPruning of(RelNode root, List<Scan> scans) {
    Map<Table, Integer> uses = new HashMap<>();
    scans.forEach(scan -> uses.merge(scan.table(), 1, Integer::sum));
    Map<Table, TableFilter> filters = new HashMap<>();
    new RelVisitor() {
      @Override
      public void visit(RelNode node, int ordinal, @Nullable RelNode parent) {
        if (node instanceof Filter filter) {
          add(filter, uses, filters);
        }
        super.visit(node, ordinal, parent);
      }
    }.go(root);
    return new TailPruning(filters);
  }

  private static void add(
      Filter filter, Map<Table, Integer> uses, Map<Table, TableFilter> filters) {
    RexNode condition = filter.getCondition();
    RelNode input = filter.getInput();
    while (input instanceof Project project && !project.containsOver()) {
      condition = RelOptUtil.pushPastProject(condition, project);
      input = project.getInput();
    }
    if (input instanceof TableScan scan) {
      SnapshotTable table = scan.getTable().unwrap(SnapshotTable.class);
      if (table != null && Integer.valueOf(1).equals(uses.get(table.table()))) {
        filters.put(
            table.table(),
            new TableFilter(
                BlockPruner.of(condition, scan, table), RowFilter.of(condition, scan, table)));
      }
    }
  }

  /** The lanes with the blocks that may have rows for the statement. */
  public List<LaneTail> prune(Table table, List<LaneTail> lanes, Bindings bindings) {
    TableFilter filter = filters.get(table);
    if (filter == null || filter.blocks() == BlockPruner.NONE) {
      return lanes;
    }
    BlockPruner.Bound[] bounds;
    try {
      bounds = filter.blocks().bind(bindings);
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

  /**
   * The rows that the statement may need of blocks of which it needs a part, by their positions,
   * ascending; blocks that are not in the answer are needed as a whole.
   */
  public Map<HotBlock, int[]> pick(
      Table table, List<LaneTail> lanes, DecodedBlocks decoded, Bindings bindings) {
    TableFilter filter = filters.get(table);
    Map<HotBlock, int[]> parts = new HashMap<>();
    if (filter == null) {
      return parts;
    }
    try {
      for (int lane = 0; lane < lanes.size(); lane++) {
        for (HotBlock block : lanes.get(lane).blocks()) {
          int[] picked = filter.rows().pick(block, lane, decoded, bindings);
          if (picked != null) {
            parts.put(block, picked);
          }
        }
      }
    } catch (NotMergeableException | ArithmeticException unknownHere) {
      return Map.of();
    }
    return parts;
  }
}
