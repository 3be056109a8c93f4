package io.timestore.calcite.merge.tail;

import io.timestore.calcite.merge.column.Bindings;
import io.timestore.calcite.merge.column.Column;
import io.timestore.calcite.merge.column.ColumnBatch;
import io.timestore.calcite.merge.column.Expression;
import io.timestore.calcite.merge.column.ExpressionCompiler;
import io.timestore.calcite.merge.column.LongColumn;
import io.timestore.calcite.merge.column.NotMergeableException;
import io.timestore.calcite.merge.column.TextColumn;
import io.timestore.calcite.merge.column.TimeUnits;
import io.timestore.calcite.merge.column.ValueType;
import io.timestore.calcite.merge.column.ValueType.Kind;
import io.timestore.calcite.schema.SnapshotTable;
import io.timestore.core.block.BlockColumn;
import io.timestore.core.block.BlockHeader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/**
 * Tells from the least and greatest values of a block's columns that no row of it can pass a
 * filter. Immutable; safe for use by many threads.
 */
final class BlockPruner {
  static final BlockPruner NONE = new BlockPruner(List.of());

  private final List<Comparison> comparisons;

  private record Comparison(String column, ValueType type, SqlKind kind, Expression constant) {}

  /** A comparison with its value known; a null value leaves nothing. */
  record Bound(String column, ValueType type, SqlKind kind, @Nullable Column value) {}

  private BlockPruner(List<Comparison> comparisons) {
    this.comparisons = comparisons;
  }

  /** Takes what it can use of a filter over a scan. */
  static BlockPruner of(RexNode filter, TableScan scan, SnapshotTable table) {
    RexBuilder rexBuilder = scan.getCluster().getRexBuilder();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < scan.getRowType().getFieldCount(); i++) {
      names.add(table.columnName(i));
    }
    ExpressionCompiler compiler = new ExpressionCompiler(rexBuilder);
    List<Comparison> comparisons = new ArrayList<>();
    RexNode expanded = RexUtil.expandSearch(rexBuilder, null, filter);
    for (RexNode condition : RelOptUtil.conjunctions(expanded)) {
      if (condition instanceof RexCall call && call.getOperands().size() == 2) {
        add(
            call,
            call.getOperands().get(0),
            call.getOperands().get(1),
            names,
            compiler,
            comparisons);
      }
    }
    return comparisons.isEmpty() ? NONE : new BlockPruner(List.copyOf(comparisons));
  }

  private static void add(
      RexCall call,
      RexNode left,
      RexNode right,
      List<String> names,
      ExpressionCompiler compiler,
      List<Comparison> comparisons) {
    SqlKind kind = call.getKind();
    if (!kind.belongsTo(SqlKind.COMPARISON) || kind == SqlKind.NOT_EQUALS) {
      return;
    }
    if (right instanceof RexInputRef) {
      RexNode swapped = left;
      left = right;
      right = swapped;
      kind = kind.reverse();
    }
    if (!(left instanceof RexInputRef ref) || !isConstant(right)) {
      return;
    }
    ValueType type = ValueType.of(ref.getType());
    if (!type.equals(ValueType.of(right.getType()))
        || !(type.kind().isLong() || type.kind() == Kind.TEXT)) {
      return;
    }
    try {
      comparisons.add(
          new Comparison(names.get(ref.getIndex()), type, kind, compiler.compile(right)));
    } catch (NotMergeableException e) {
      return;
    }
  }

  private static boolean isConstant(RexNode node) {
    return RelOptUtil.InputFinder.bits(node).isEmpty();
  }

  Bound[] bind(Bindings bindings) {
    ColumnBatch one = new ColumnBatch(1, new Column[0]);
    Bound[] bounds = new Bound[comparisons.size()];
    for (int i = 0; i < bounds.length; i++) {
      Comparison c = comparisons.get(i);
      Column value = c.constant().evaluate(one, bindings);
      bounds[i] = new Bound(c.column(), c.type(), c.kind(), value.isNull(0) ? null : value);
    }
    return bounds;
  }

  /** Whether a row of the block may pass all comparisons. */
  static boolean mayMatch(Bound[] bounds, BlockHeader header) {
    return Arrays.stream(bounds).allMatch(bound -> mayMatch(bound, header));
  }

  private static boolean mayMatch(Bound bound, BlockHeader header) {
    Column value = bound.value();
    if (value == null) {
      return false;
    }
    int index = header.indexOf(bound.column());
    if (index < 0) {
      return true;
    }
    BlockColumn column = header.columns().get(index);
    if (column.nulls() == header.rows()) {
      return false;
    }
    Column min = parse(column.min(), bound.type());
    Column max = parse(column.max(), bound.type());
    if (min == null || max == null) {
      return true;
    }
    int toMin = value.compare(0, min, 0);
    int toMax = value.compare(0, max, 0);
    return switch (bound.kind()) {
      case EQUALS -> toMin >= 0 && toMax <= 0;
      case LESS_THAN -> toMin > 0;
      case LESS_THAN_OR_EQUAL -> toMin >= 0;
      case GREATER_THAN -> toMax < 0;
      default -> toMax <= 0;
    };
  }

  /** A bound in ClickHouse's spelling as a column of one row; null if it is not known. */
  private static @Nullable Column parse(@Nullable String text, ValueType type) {
    if (text == null) {
      return null;
    }
    try {
      return switch (type.kind()) {
        case TEXT -> TextColumn.constant(text.getBytes(StandardCharsets.UTF_8), 1);
        case INTEGER -> LongColumn.constant(Long.parseLong(text), 1);
        case DATE -> LongColumn.constant(LocalDate.parse(text).toEpochDay(), 1);
        case TIMESTAMP ->
            LongColumn.constant(
                TimeUnits.ticks(LocalDateTime.parse(text.replace(' ', 'T')), type.precision()), 1);
        default -> null;
      };
    } catch (java.time.format.DateTimeParseException | NumberFormatException notSpelledSo) {
      return null;
    }
  }
}
