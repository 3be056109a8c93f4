package io.timestore.calcite.sql.rel;

import io.timestore.calcite.parse.IntervalText;
import io.timestore.calcite.sql.Refusals;
import io.timestore.calcite.sql.TypeNames;
import io.timestore.calcite.sql.call.ExpressionWriter;
import io.timestore.calcite.sql.call.TimeSeries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.jspecify.annotations.Nullable;

/**
 * Rows sorted by keys and a bucket that is marked by {@link #FUNCTION}: for each of the keys'
 * values there is a row for each bucket of a time, with NULL for what is not known.
 *
 * @param sort sorts by the bucket last
 * @param call the mark, of bucket, size, begin and end
 */
public record GapFill(Sort sort, Project project, RexCall call) {
  /** {@code time_bucket_gapfill(bucket, size, from, to)}, above the groups. */
  public static final SqlOperator FUNCTION =
      TimeSeries.function(
          "time_bucket_gapfill", ReturnTypes.ARG0.andThen(SqlTypeTransforms.TO_NULLABLE), "taaa");

  private static final long MILLIS_OF_SECOND = 1_000;
  private static final long MILLIS_OF_DAY = 86_400_000;

  /** What a sort fills, null if it only sorts. */
  static @Nullable public GapFill of(Sort sort) {
    List<RelFieldCollation> keys = sort.getCollation().getFieldCollations();
    if (keys.isEmpty() || !(sort.getInput() instanceof Project project)) {
      return null;
    }
    RexNode last = project.getProjects().get(keys.get(keys.size() - 1).getFieldIndex());
    return last instanceof RexCall call && call.getOperator().equals(FUNCTION)
        ? new GapFill(sort, project, call)
        : null;
  }

  /** The rows with the bucket as it is. */
  RelNode unmarked() {
    List<RexNode> columns = new ArrayList<>(project.getProjects());
    columns.set(bucket(), call.getOperands().get(0));
    return LogicalProject.create(
        project.getInput(),
        List.of(),
        columns,
        project.getRowType().getFieldNames(),
        project.getVariablesSet());
  }

  private int bucket() {
    List<RelFieldCollation> keys = sort.getCollation().getFieldCollations();
    return keys.get(keys.size() - 1).getFieldIndex();
  }

  /** The rows of a SELECT whose bucket is known, as one that cannot be NULL. */
  SelectBlock known(SelectBlock rows, List<String> names) {
    String bucket = rows.column(bucket());
    rows.where.add("isNotNull(" + bucket + ")");
    Map<String, Supplier<String>> list = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String text = i == bucket() ? "assumeNotNull(" + bucket + ")" : rows.column(i);
      list.put(names.get(i), () -> text);
    }
    rows.project(list, Set.of());
    return rows;
  }

  /** The order that fills. */
  List<String> order(SelectBlock rows, ExpressionWriter e) {
    List<String> order = new ArrayList<>();
    for (RelFieldCollation key : sort.getCollation().getFieldCollations()) {
      int column = key.getFieldIndex();
      RelDataType type = project.getRowType().getFieldList().get(column).getType();
      order.add(
          column == bucket()
              ? rows.column(column) + fill(e)
              : SortKeys.write(rows.column(column), type, false, false));
    }
    return order;
  }

  private String fill(ExpressionWriter e) {
    RexNode size = call.getOperands().get(1);
    RexBuilder rexBuilder = e.rexBuilder();
    RelDataType type = rexBuilder.getTypeFactory().createTypeWithNullability(call.getType(), false);
    RexNode first = rexBuilder.makeCall(TimeSeries.TIME_BUCKET, size, bound(2, type, rexBuilder));
    return " WITH FILL FROM "
        + exactly(e.write(first), type)
        + " TO "
        + exactly(e.write(bound(3, type, rexBuilder)), type)
        + " STEP "
        + step(TimeSeries.interval(size), type);
  }

  /** A constant in exactly the type of the column that is filled. */
  private static String exactly(String text, RelDataType type) {
    return "CAST(assumeNotNull(" + text + ") AS " + TypeNames.notNull(type) + ")";
  }

  private RexNode bound(int operand, RelDataType type, RexBuilder rexBuilder) {
    RexNode bound = call.getOperands().get(operand);
    if (!RexUtil.isConstant(bound)) {
      throw Refusals.unsupported("a begin or end of time_bucket_gapfill that is not a constant");
    }
    return rexBuilder.makeCast(type, bound, true, false);
  }

  private static String step(IntervalText size, RelDataType type) {
    if (size.months() > 0) {
      return "toIntervalMonth(" + size.months() + ")";
    }
    if (type.getSqlTypeName() == SqlTypeName.DATE) {
      return "toIntervalDay(" + Math.max(1, size.millis() / MILLIS_OF_DAY) + ")";
    }
    return size.millis() % MILLIS_OF_SECOND == 0
        ? "toIntervalSecond(" + size.millis() / MILLIS_OF_SECOND + ")"
        : "toIntervalMillisecond(" + size.millis() + ")";
  }
}
