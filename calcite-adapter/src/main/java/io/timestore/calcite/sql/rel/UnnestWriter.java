package io.timestore.calcite.sql.rel;

import io.timestore.calcite.function.ArrayTypes;
import io.timestore.calcite.function.Refusals;
import io.timestore.calcite.sql.UniqueNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.jspecify.annotations.Nullable;

/** Writes UNNEST, of constants and of what is in the row beside it, as ARRAY JOIN. */
public final class UnnestWriter {
  private final InputWriter rels;

  UnnestWriter(InputWriter rels) {
    this.rels = rels;
  }

  /** Whether a correlation is nothing but an UNNEST of what is in the row. */
  public static boolean isWritten(Correlate correlate) {
    return arrays(correlate) != null;
  }

  /** The arrays that are taken apart, over the left side; null for other correlations. */
  private static @Nullable List<RexNode> arrays(Correlate correlate) {
    Uncollect uncollect = uncollect(correlate.getRight());
    boolean padded = correlate.getJoinType() == JoinRelType.LEFT;
    if (uncollect == null
        || (!padded && correlate.getJoinType() != JoinRelType.INNER)
        || !(uncollect.getInput() instanceof Project project)
        || !(project.getInput() instanceof Values values)
        || values.getTuples().size() != 1
        || !isOfArrays(uncollect)) {
      return null;
    }
    List<RexNode> arrays = new LeftColumns(correlate).visitList(project.getProjects());
    List<RexNode> conditions = conditions(correlate);
    return (padded && !conditions.isEmpty())
            || arrays.stream().anyMatch(RexUtil::containsCorrelation)
            || conditions.stream().anyMatch(RexUtil::containsCorrelation)
        ? null
        : arrays;
  }

  /** The UNNEST of a right side that at most picks columns of it, and rows. */
  private static @Nullable Uncollect uncollect(RelNode right) {
    RelNode rel = right;
    while (rel instanceof Filter
        || (rel instanceof Project project
            && project.getProjects().stream().allMatch(RexInputRef.class::isInstance))) {
      rel = rel.getInput(0);
    }
    return rel instanceof Uncollect uncollect ? uncollect : null;
  }

  /** The conditions in a right side, over the columns of the left side and of the UNNEST. */
  private static List<RexNode> conditions(Correlate correlate) {
    List<RexNode> conditions = new ArrayList<>();
    for (RelNode rel = correlate.getRight(); !(rel instanceof Uncollect); rel = rel.getInput(0)) {
      if (rel instanceof Filter filter) {
        LeftColumns columns = new LeftColumns(correlate, filter.getInput());
        for (RexNode condition : RelOptUtil.conjunctions(filter.getCondition())) {
          conditions.add(condition.accept(columns));
        }
      }
    }
    return conditions;
  }

  /** Columns of the row beside, and behind them those of the UNNEST. */
  private static final class LeftColumns extends RexShuttle {
    private final Correlate correlate;
    private final @Nullable RelNode right;

    LeftColumns(Correlate correlate) {
      this(correlate, null);
    }

    /**
     * @param right whose columns the expression refers to
     */
    LeftColumns(Correlate correlate, @Nullable RelNode right) {
      this.correlate = correlate;
      this.right = right;
    }

    @Override
    public RexNode visitInputRef(RexInputRef ref) {
      if (right == null) {
        return ref;
      }
      int left = correlate.getLeft().getRowType().getFieldCount();
      return new RexInputRef(left + origin(right, ref.getIndex()), ref.getType());
    }

    @Override
    public RexNode visitFieldAccess(RexFieldAccess access) {
      return access.getReferenceExpr() instanceof RexCorrelVariable variable
              && variable.id.equals(correlate.getCorrelationId())
          ? new RexInputRef(access.getField().getIndex(), access.getType())
          : super.visitFieldAccess(access);
    }
  }

  /** Whether it is of arrays whose elements are not rows. */
  private static boolean isOfArrays(Uncollect uncollect) {
    return uncollect.getInput().getRowType().getFieldList().stream()
        .map(RelDataTypeField::getType)
        .allMatch(
            type -> {
              RelDataType element = type.getComponentType();
              return ArrayTypes.isArray(type) && element != null && !element.isStruct();
            });
  }

  SelectBlock write(Correlate correlate) {
    List<RexNode> arrays = arrays(correlate);
    if (arrays == null) {
      throw Refusals.unsupported(
          "a subquery that refers to the query around it in this way; write it as a join:"
              + " this form of correlation");
    }
    SelectBlock block = rels.write(correlate.getLeft());
    block.dropUselessOrder();
    if (!block.isJoinable()) {
      block = rels.wrap(block, correlate.getLeft().getRowType());
    }
    List<Supplier<String>> left = columns(block);
    boolean padded = correlate.getJoinType() == JoinRelType.LEFT;
    Uncollect uncollect = Objects.requireNonNull(uncollect(correlate.getRight()));
    ArrayItem item = join(block, arrays, uncollect, padded);
    List<Supplier<String>> all = new ArrayList<>(left);
    for (int i = 0; i < correlate.getRight().getRowType().getFieldCount(); i++) {
      int column = origin(correlate.getRight(), i);
      all.add(() -> item.column(column));
    }
    name(block, all, correlate);
    ExpressionWriter e =
        rels.expressions(i -> i < left.size() ? left.get(i).get() : item.column(i - left.size()));
    for (RexNode condition : conditions(correlate)) {
      block.where.add(e.condition(condition));
    }
    return block;
  }

  SelectBlock write(Uncollect uncollect) {
    if (!isOfArrays(uncollect)) {
      throw Refusals.unsupported("UNNEST of anything but arrays of values");
    }
    RelNode input = uncollect.getInput();
    SelectBlock block = rels.wrap(rels.write(input), input.getRowType());
    List<? extends RexNode> arrays =
        input.getCluster().getRexBuilder().identityProjects(input.getRowType());
    ArrayItem item = join(block, arrays, uncollect, false);
    List<Supplier<String>> all = new ArrayList<>();
    for (int i = 0; i < item.columnCount(); i++) {
      int column = i;
      all.add(() -> item.column(column));
    }
    name(block, all, uncollect);
    return block;
  }

  private ArrayItem join(
      SelectBlock block, List<? extends RexNode> arrays, Uncollect uncollect, boolean padded) {
    List<Supplier<String>> columns = columns(block);
    List<String> texts = rels.expressions(i -> columns.get(i).get()).writeAll(arrays);
    ArrayItem item = new ArrayItem(texts, rels.alias(), uncollect.withOrdinality, padded);
    block.join(padded ? " LEFT ARRAY JOIN " : " ARRAY JOIN ", item, null);
    return item;
  }

  private static List<Supplier<String>> columns(SelectBlock block) {
    List<Supplier<String>> columns = new ArrayList<>();
    for (int i = 0; i < block.columnCount(); i++) {
      columns.add(block.columnSupplier(i));
    }
    return columns;
  }

  private static void name(SelectBlock block, List<Supplier<String>> columns, RelNode rel) {
    List<String> names = UniqueNames.of(rel.getRowType().getFieldNames());
    Map<String, Supplier<String>> list = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      list.put(names.get(i), columns.get(i));
    }
    block.setColumns(list);
  }

  /** Which column of the UNNEST a column of the right side is. */
  private static int origin(RelNode right, int column) {
    RelNode rel = right;
    int index = column;
    while (!(rel instanceof Uncollect)) {
      if (rel instanceof Project project) {
        index = ((RexInputRef) project.getProjects().get(index)).getIndex();
      }
      rel = rel.getInput(0);
    }
    return index;
  }
}
