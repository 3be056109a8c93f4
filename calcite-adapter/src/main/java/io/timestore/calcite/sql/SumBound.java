package io.timestore.calcite.sql;

import io.timestore.calcite.schema.SnapshotTable;
import io.timestore.core.block.ValueBounds;
import io.timestore.core.model.Table;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * How great a sum of integers can get, as far as its plan tells: it has at most as many rows as all
 * tables that are read together, multiplied, times a factor; and each value is one of some fields
 * or literals, or a number of such rows. What the tables hold is known when the statement runs.
 *
 * @param fields fields of tables whose values are summed
 * @param counts whether numbers of rows are summed
 * @param bits how many bits the absolute values of literals that are summed have at most
 * @param factorBits how many bits the factor has
 */
public record SumBound(Set<TableField> fields, boolean counts, int bits, int factorBits) {
  /** Of operations that may make rows of their own. */
  private static final int NO_FACTOR = -1;

  /** A field by its place in the table's schema. */
  public record TableField(Table table, int field) {}

  public SumBound {
    fields = Set.copyOf(fields);
  }

  /** The bound of a sum of a column over the rows of an operation; null if there is none. */
  static @Nullable public SumBound of(RelNode input, int column) {
    int factor = factorBits(input);
    SumBound bound = factor == NO_FACTOR ? null : value(input, column);
    return bound == null ? null : new SumBound(bound.fields, bound.counts, bound.bits, factor);
  }

  private static SumBound ofLiteral(int bits) {
    return new SumBound(Set.of(), false, bits, 0);
  }

  private @Nullable SumBound or(@Nullable SumBound other) {
    if (other == null) {
      return null;
    }
    Set<TableField> both = new HashSet<>(fields);
    both.addAll(other.fields);
    return new SumBound(both, counts || other.counts, Math.max(bits, other.bits), 0);
  }

  /** What a column's values are; null if that is not known. */
  private static @Nullable SumBound value(RelNode rel, int column) {
    if (rel instanceof Filter || rel instanceof Sort) {
      return value(rel.getInput(0), column);
    }
    if (rel instanceof Project project) {
      return value(project.getProjects().get(column), project.getInput());
    }
    if (rel instanceof Join join) {
      int left = join.getLeft().getRowType().getFieldCount();
      return column < left ? value(join.getLeft(), column) : value(join.getRight(), column - left);
    }
    if (rel instanceof Aggregate aggregate) {
      return value(aggregate, column);
    }
    if (rel instanceof SetOp) {
      SumBound all = ofLiteral(0);
      for (RelNode input : rel.getInputs()) {
        all = all == null ? null : all.or(value(input, column));
      }
      return all;
    }
    if (rel instanceof Values values) {
      SumBound all = ofLiteral(0);
      for (List<RexLiteral> row : values.getTuples()) {
        all = all == null ? null : all.or(literal(row.get(column)));
      }
      return all;
    }
    SnapshotTable table =
        rel instanceof TableScan scan ? scan.getTable().unwrap(SnapshotTable.class) : null;
    return table == null
            || table.isSystemColumn(column)
            || rel.getRowType().getFieldList().get(column).getType().getSqlTypeName()
                != SqlTypeName.BIGINT
        ? null
        : new SumBound(Set.of(new TableField(table.table(), column)), false, 0, 0);
  }

  private static @Nullable SumBound value(Aggregate aggregate, int column) {
    int keys = aggregate.getGroupCount();
    if (column < keys) {
      return value(aggregate.getInput(), aggregate.getGroupSet().nth(column));
    }
    AggregateCall call = aggregate.getAggCallList().get(column - keys);
    return switch (call.getAggregation().getKind()) {
      case COUNT -> new SumBound(Set.of(), true, 0, 0);
      case MIN, MAX, ANY_VALUE -> value(aggregate.getInput(), call.getArgList().get(0));
      default -> null;
    };
  }

  private static @Nullable SumBound value(RexNode node, RelNode input) {
    if (node instanceof RexInputRef ref) {
      return value(input, ref.getIndex());
    }
    return node instanceof RexLiteral literal ? literal(literal) : null;
  }

  private static @Nullable SumBound literal(RexLiteral literal) {
    if (literal.isNull()) {
      return ofLiteral(0);
    }
    BigDecimal number =
        SqlTypeName.INT_TYPES.contains(literal.getType().getSqlTypeName())
            ? literal.getValueAs(BigDecimal.class)
            : null;
    return number == null ? null : ofLiteral(number.toBigInteger().abs().bitLength());
  }

  /** How many times more rows an operation may have than its tables, multiplied, as bits. */
  private static int factorBits(RelNode rel) {
    int own = ownFactorBits(rel);
    for (RelNode input : rel.getInputs()) {
      int below = factorBits(input);
      own = own == NO_FACTOR || below == NO_FACTOR ? NO_FACTOR : own + below;
    }
    return own;
  }

  private static int ownFactorBits(RelNode rel) {
    if (rel instanceof Sort sort) {
      return GapFill.of(sort) == null ? 0 : NO_FACTOR;
    }
    if (rel instanceof Aggregate aggregate) {
      return ValueBounds.bitLength(aggregate.getGroupSets().size());
    }
    if (rel instanceof Values values) {
      return ValueBounds.bitLength(values.getTuples().size()) + 1;
    }
    return rel instanceof TableScan
            || rel instanceof Filter
            || rel instanceof Project
            || rel instanceof Join
            || rel instanceof SetOp
        ? 0
        : NO_FACTOR;
  }

  /**
   * Whether the sum fits into 64 bits.
   *
   * @param rowBits how many bits the number of rows has, multiplied over all readings of tables,
   *     each with a bit more than it has: so the product is not less than a union or an outer join
   * @param bitsOf how many bits the absolute values of a field have at most
   */
  public boolean fits(int rowBits, ToIntFunction<TableField> bitsOf) {
    int rows = rowBits + factorBits;
    int greatest = counts ? Math.max(bits, rows) : bits;
    for (TableField field : fields) {
      greatest = Math.max(greatest, bitsOf.applyAsInt(field));
    }
    return rows + greatest < Long.SIZE;
  }
}
