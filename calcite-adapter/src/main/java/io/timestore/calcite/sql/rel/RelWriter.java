package io.timestore.calcite.sql.rel;

import io.timestore.calcite.function.Refusals;
import io.timestore.calcite.parse.NativeSql;
import io.timestore.calcite.schema.SnapshotTable;
import io.timestore.calcite.sql.EagerAggregation;
import io.timestore.calcite.sql.GapFill;
import io.timestore.calcite.sql.NativeColumn;
import io.timestore.calcite.sql.NativeQuery;
import io.timestore.calcite.sql.SortKeys;
import io.timestore.calcite.sql.StatementParts;
import io.timestore.calcite.sql.SumBound;
import io.timestore.calcite.sql.TypeNames;
import io.timestore.calcite.sql.UniqueNames;
import io.timestore.calcite.sql.Widening;
import io.timestore.calcite.sql.call.Conversions;
import io.timestore.calcite.sql.call.TimeCalls;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.RepeatUnion;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.schema.TransientTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Writes relational operators as SELECTs, as many into one SELECT as SQL's order allows. */
final class RelWriter implements InputWriter {
  private final StatementParts parts;
  private final List<EagerAggregation> eager;
  private final RecursionWriter recursions;
  private final RexBuilder rexBuilder;

  /** What was written already, each to be taken once. */
  private final Map<RelNode, SelectBlock> written = new HashMap<>();

  private RelWriter(
      StatementParts parts,
      List<EagerAggregation> eager,
      RecursionWriter recursions,
      RexBuilder rexBuilder) {
    this.parts = parts;
    this.eager = eager;
    this.recursions = recursions;
    this.rexBuilder = rexBuilder;
  }

  /**
   * A writer of a statement.
   *
   * @param eager the rows to group before they are joined
   */
  static RelWriter of(StatementParts parts, List<EagerAggregation> eager, RelNode root) {
    return new RelWriter(parts, eager, new RecursionWriter(), root.getCluster().getRexBuilder());
  }

  /** Writes a query that stands in an expression of this one. */
  private SelectBlock query(RelNode query) {
    return new RelWriter(parts, eager, recursions, query.getCluster().getRexBuilder()).write(query);
  }

  @Override
  public SelectBlock write(RelNode rel, RelNode part, SelectBlock block) {
    written.put(part, block);
    return write(rel);
  }

  @Override
  public SelectBlock write(RelNode rel) {
    SelectBlock known = written.remove(rel);
    if (known != null) {
      return known;
    }
    if (rel instanceof TableScan scan) {
      return scan(scan);
    }
    if (rel instanceof Values values) {
      return values(values);
    }
    if (rel instanceof Project project) {
      return project(project);
    }
    if (rel instanceof Filter filter) {
      return filter(filter);
    }
    if (rel instanceof Aggregate aggregate) {
      return new GroupWriter(this).write(aggregate, eager(aggregate));
    }
    if (rel instanceof Sort sort) {
      return sort(sort);
    }
    if (rel instanceof Join join) {
      return new JoinWriter(this).write(join);
    }
    if (rel instanceof SetOp setOp) {
      return setOperation(setOp);
    }
    if (rel instanceof RepeatUnion union) {
      return recursions.write(union, this);
    }
    if (rel instanceof TableFunctionScan scan
        && scan.getCall() instanceof RexCall call
        && call.getOperator() instanceof NativeQuery query) {
      return nativeQuery(query, call);
    }
    if (rel instanceof Correlate correlate) {
      return new UnnestWriter(this).write(correlate);
    }
    if (rel instanceof Uncollect uncollect) {
      return new UnnestWriter(this).write(uncollect);
    }
    throw Refusals.unsupported("the operation " + rel.getRelTypeName());
  }

  @Override
  public SelectBlock wrap(SelectBlock inner, RelDataType type) {
    return SelectBlock.from(
        new SubqueryItem(inner, parts.alias()), UniqueNames.of(type.getFieldNames()));
  }

  @Override
  public String alias() {
    return parts.alias();
  }

  /** What is grouped before it is joined in an aggregation; null if nothing is. */
  private @Nullable EagerAggregation eager(Aggregate aggregate) {
    for (EagerAggregation candidate : eager) {
      if (candidate.aggregate().equals(aggregate)) {
        return candidate;
      }
    }
    return null;
  }

  @Override
  public ExpressionWriter expressions(IntFunction<String> columns) {
    return expressions(columns, null);
  }

  private ExpressionWriter expressions(IntFunction<String> columns, @Nullable RelNode input) {
    return new ExpressionWriter(parts, rexBuilder, this::query, columns, input);
  }

  @Override
  public Widening widening(RelNode input, int column) {
    return parts.widening(SumBound.of(input, column));
  }

  private SelectBlock scan(TableScan scan) {
    SnapshotTable table = scan.getTable().unwrap(SnapshotTable.class);
    if (table == null && scan.getTable().unwrap(TransientTable.class) != null) {
      return recursions.scan(scan, this);
    }
    if (table == null) {
      throw new TimestoreException(ErrorCode.INTERNAL, "not a timestore table: " + scan.getTable());
    }
    List<String> names = UniqueNames.of(scan.getRowType().getFieldNames());
    return SelectBlock.from(parts.scan(table, names.size()), names);
  }

  private SelectBlock nativeQuery(NativeQuery query, RexCall call) {
    String text = ((RexLiteral) call.getOperands().get(0)).getValueAs(String.class);
    NativeSql sql = NativeSql.parse(String.valueOf(text));
    List<NativeColumn> columns = query.columns(sql);
    String alias = parts.alias();
    return SelectBlock.from(
        new NativeItem(query.text(sql, parts), alias, columns), NativeItem.names(columns));
  }

  private SelectBlock values(Values values) {
    List<String> names = UniqueNames.of(values.getRowType().getFieldNames());
    if (values.getTuples().isEmpty()) {
      SelectBlock none = SelectBlock.row(row(values, names, null));
      none.where.add("false");
      return none;
    }
    if (values.getTuples().size() == 1) {
      return SelectBlock.row(row(values, names, values.getTuples().get(0)));
    }
    List<SelectBlock> rows = new ArrayList<>();
    for (List<RexLiteral> tuple : values.getTuples()) {
      rows.add(SelectBlock.row(row(values, names, tuple)));
    }
    return SelectBlock.from(new SetOperationItem(rows, "UNION ALL", names, parts.alias()), names);
  }

  private Map<String, Supplier<String>> row(
      Values values, List<String> names, @Nullable List<RexLiteral> tuple) {
    ExpressionWriter e = expressions(i -> "");
    Map<String, Supplier<String>> list = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      RelDataType type = values.getRowType().getFieldList().get(i).getType();
      RexNode value = tuple == null ? rexBuilder.makeNullLiteral(type) : tuple.get(i);
      list.put(names.get(i), () -> e.writeAs(value, type));
    }
    return list;
  }

  private SelectBlock project(Project project) {
    SelectBlock input = write(project.getInput());
    List<String> names = UniqueNames.of(project.getRowType().getFieldNames());
    boolean windows = RexOver.containsOver(project.getProjects(), null);
    boolean simple = project.getProjects().stream().allMatch(RexInputRef.class::isInstance);
    boolean mustKeepOrder = input.isSorted() && !windows;
    boolean free = !input.isProjected() || (input.isGrouped() && !input.isWindowed());
    if (simple && !input.isProjected()) {
      input.setColumns(picked(input, project, names));
      return input;
    }
    if (!simple
        && !mustKeepOrder
        && (!free || (windows && input.isGrouped()) || input.isSorted())) {
      input = wrap(input, project.getInput().getRowType());
    }
    SelectBlock block = input;
    List<Supplier<String>> inner = new ArrayList<>();
    for (int i = 0; i < block.columnCount(); i++) {
      inner.add(block.columnSupplier(i));
    }
    ExpressionWriter e = expressions(i -> inner.get(i).get(), project.getInput());
    Map<String, Supplier<String>> list = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      RexNode expression = project.getProjects().get(i);
      list.put(
          names.get(i),
          expression instanceof RexInputRef column
              ? inner.get(column.getIndex())
              : ColumnText.ofForms(() -> forms(expression, e)));
    }
    block.project(list, windowed(project, block));
    return block;
  }

  private static ColumnText.Forms forms(RexNode expression, ExpressionWriter e) {
    String text = e.write(expression);
    return new ColumnText.Forms(text, text, text, TimeCalls.bucketOf(expression, e));
  }

  /** Which columns of a projection are computed over windows, there or below. */
  private static Set<Integer> windowed(Project project, SelectBlock input) {
    Set<Integer> columns = new HashSet<>();
    for (int i = 0; i < project.getProjects().size(); i++) {
      RexNode expression = project.getProjects().get(i);
      if (RexOver.containsOver(expression)
          || RelOptUtil.InputFinder.bits(expression).asList().stream()
              .anyMatch(input::isWindowed)) {
        columns.add(i);
      }
    }
    return columns;
  }

  private static Map<String, Supplier<String>> picked(
      SelectBlock block, Project project, List<String> names) {
    Map<String, Supplier<String>> list = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      RexInputRef column = (RexInputRef) project.getProjects().get(i);
      list.put(names.get(i), block.columnSupplier(column.getIndex()));
    }
    return list;
  }

  private SelectBlock filter(Filter filter) {
    SelectBlock input = write(filter.getInput());
    if (input.isProjected() || input.isSorted()) {
      input = wrap(input, filter.getInput().getRowType());
    }
    ExpressionWriter e = expressions(input::column);
    for (RexNode condition : RelOptUtil.conjunctions(filter.getCondition())) {
      input.where.add(e.condition(condition));
    }
    return input;
  }

  private SelectBlock sort(Sort sort) {
    GapFill fill = GapFill.of(sort);
    if (fill != null) {
      return new GapFillWriter(fill, this).write();
    }
    SelectBlock input = write(sort.getInput());
    if (input.isLimited() || sort.getCollation().getKeys().stream().anyMatch(input::isWindowed)) {
      input = wrap(input, sort.getInput().getRowType());
    }
    SelectBlock block = input;
    List<String> keys = new ArrayList<>();
    for (RelFieldCollation key : sort.getCollation().getFieldCollations()) {
      RelDataType type =
          sort.getInput().getRowType().getFieldList().get(key.getFieldIndex()).getType();
      keys.add(
          SortKeys.write(
              block.orderedColumn(key.getFieldIndex()),
              type,
              key.getDirection().isDescending(),
              key.nullDirection == RelFieldCollation.NullDirection.FIRST));
    }
    if (!keys.isEmpty()) {
      block.order(keys);
    }
    ExpressionWriter e = expressions(block::column);
    block.limit(
        sort.fetch == null ? null : e.rowCount(sort.fetch),
        sort.offset == null ? null : e.rowCount(sort.offset));
    return block;
  }

  private SelectBlock setOperation(SetOp setOp) {
    String operator =
        switch (setOp.kind) {
          case UNION -> setOp.all ? "UNION ALL" : "UNION DISTINCT";
          case INTERSECT -> setOp.all ? "INTERSECT ALL" : "INTERSECT DISTINCT";
          case EXCEPT -> setOp.all ? "EXCEPT ALL" : "EXCEPT DISTINCT";
          default -> throw Refusals.unsupported("the set operation " + setOp.kind);
        };
    List<String> names = UniqueNames.of(setOp.getRowType().getFieldNames());
    List<SelectBlock> branches = new ArrayList<>();
    for (RelNode input : setOp.getInputs()) {
      branches.add(branch(input, setOp.getRowType(), names));
    }
    return SelectBlock.from(new SetOperationItem(branches, operator, names, parts.alias()), names);
  }

  /** A branch with its columns in the types of the whole. */
  private SelectBlock branch(RelNode input, RelDataType type, List<String> names) {
    SelectBlock block = write(input);
    Map<String, Supplier<String>> list = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      RelDataType from = input.getRowType().getFieldList().get(i).getType();
      RelDataType to = type.getFieldList().get(i).getType();
      Supplier<String> column = block.columnSupplier(i);
      list.put(
          names.get(i),
          () ->
              TypeNames.same(from, to) && from.getSqlTypeName() != SqlTypeName.BOOLEAN
                  ? column.get()
                  : Conversions.convert(column.get(), from, to));
    }
    block.project(list, Set.of());
    return block;
  }
}
