package io.timestore.calcite.merge.tail;

import io.timestore.calcite.merge.column.Bindings;
import io.timestore.calcite.merge.column.ColumnBatch;
import io.timestore.calcite.merge.column.Expression;
import io.timestore.calcite.merge.column.ExpressionCompiler;
import io.timestore.calcite.merge.column.LongColumn;
import io.timestore.calcite.merge.column.NotMergeableException;
import io.timestore.calcite.merge.column.ValueType;
import io.timestore.calcite.schema.SnapshotTable;
import io.timestore.core.hot.HotBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells which rows of a tail can pass a filter, by those of its conditions that are computed here.
 * Immutable; safe for use by many threads.
 */
record RowFilter(TailReader reader, List<Expression> conditions) {
  /** Of more rows in a hundred than these a block is taken as it is. */
  private static final int MOST_PERCENT = 85;

  RowFilter {
    conditions = List.copyOf(conditions);
  }

  /** Takes what it can use of a filter over a scan. */
  static RowFilter of(RexNode filter, TableScan scan, SnapshotTable table) {
    ExpressionCompiler compiler = new ExpressionCompiler(scan.getCluster().getRexBuilder());
    List<Expression> compiled = new ArrayList<>();
    ImmutableBitSet used = ImmutableBitSet.of();
    for (RexNode condition : RelOptUtil.conjunctions(filter)) {
      try {
        compiled.add(compiler.compile(condition));
        used = used.union(RelOptUtil.InputFinder.bits(condition));
      } catch (NotMergeableException e) {
        // ClickHouse alone knows what passes this one.
      }
    }
    List<@Nullable String> names = new ArrayList<>();
    for (int i = 0; i < scan.getRowType().getFieldCount(); i++) {
      names.add(used.get(i) ? table.columnName(i) : null);
    }
    return new RowFilter(
        new TailReader(table.table().schema(), names, ValueType.columns(scan)), compiled);
  }

  /**
   * The positions of the rows of a block that may pass, ascending; null if it is not worth while to
   * leave out the others.
   *
   * @throws ArithmeticException if a value does not fit its type; ClickHouse then decides
   */
  int @Nullable [] pick(HotBlock block, int lane, DecodedBlocks decoded, Bindings bindings) {
    int rows = block.block().header().rows();
    if (conditions.isEmpty() || rows == 0) {
      return null;
    }
    ColumnBatch batch = reader.read(block, lane, decoded);
    int[] picked = new int[rows];
    Arrays.setAll(picked, i -> i);
    int count = rows;
    for (Expression condition : conditions) {
      LongColumn passes = (LongColumn) condition.evaluate(batch, bindings);
      int kept = 0;
      for (int i = 0; i < count; i++) {
        if (passes.isTrue(picked[i])) {
          picked[kept++] = picked[i];
        }
      }
      count = kept;
    }
    return count * 100L > rows * (long) MOST_PERCENT ? null : Arrays.copyOf(picked, count);
  }
}
