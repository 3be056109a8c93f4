package io.timestore.calcite.sql.rel;

import io.timestore.calcite.function.Refusals;
import io.timestore.calcite.function.TimeFunctions;
import io.timestore.calcite.parse.IntervalText;
import io.timestore.calcite.sql.GapFill;
import io.timestore.calcite.sql.SortKeys;
import io.timestore.calcite.sql.TypeNames;
import io.timestore.calcite.sql.UniqueNames;
import io.timestore.calcite.sql.call.TimeSeriesCalls;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.type.SqlTypeName;

/** Writes gap fills as ORDER BY … WITH FILL. */
final class GapFillWriter {
  private static final long MILLIS_OF_SECOND = 1_000;
  private static final long MILLIS_OF_DAY = 86_400_000;

  private final GapFill fill;
  private final InputWriter inputs;

  GapFillWriter(GapFill fill, InputWriter inputs) {
    this.fill = fill;
    this.inputs = inputs;
  }

  SelectBlock write() {
    RelDataType type = fill.project().getRowType();
    List<String> names = UniqueNames.of(type.getFieldNames());
    SelectBlock known = known(inputs.wrap(inputs.write(fill.unmarked()), type), names);
    SelectBlock rows = inputs.wrap(known, type);
    rows.order(order(rows, inputs.expressions(rows::column)));
    return inputs.wrap(rows, type);
  }

  /** The rows of a SELECT whose bucket is known, as one that cannot be NULL. */
  private SelectBlock known(SelectBlock rows, List<String> names) {
    String bucket = rows.column(fill.bucket());
    rows.where.add("isNotNull(" + bucket + ")");
    Map<String, Supplier<String>> list = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String text = i == fill.bucket() ? "assumeNotNull(" + bucket + ")" : rows.column(i);
      list.put(names.get(i), () -> text);
    }
    rows.project(list, Set.of());
    return rows;
  }

  /** The order that fills. */
  private List<String> order(SelectBlock rows, ExpressionWriter e) {
    List<String> order = new ArrayList<>();
    for (RelFieldCollation key : fill.sort().getCollation().getFieldCollations()) {
      int column = key.getFieldIndex();
      RelDataType type = fill.project().getRowType().getFieldList().get(column).getType();
      order.add(
          column == fill.bucket()
              ? rows.column(column) + bounds(e)
              : SortKeys.write(rows.column(column), type, false, false));
    }
    return order;
  }

  private String bounds(ExpressionWriter e) {
    RexNode size = fill.call().getOperands().get(1);
    RexBuilder rexBuilder = e.rexBuilder();
    RelDataType type =
        rexBuilder.getTypeFactory().createTypeWithNullability(fill.call().getType(), false);
    RexNode first =
        rexBuilder.makeCall(TimeFunctions.TIME_BUCKET, size, bound(2, type, rexBuilder));
    return " WITH FILL FROM "
        + exactly(e.write(first), type)
        + " TO "
        + exactly(e.write(bound(3, type, rexBuilder)), type)
        + " STEP "
        + step(TimeSeriesCalls.interval(size), type);
  }

  /** A constant in exactly the type of the column that is filled. */
  private static String exactly(String text, RelDataType type) {
    return "CAST(assumeNotNull(" + text + ") AS " + TypeNames.notNull(type) + ")";
  }

  private RexNode bound(int operand, RelDataType type, RexBuilder rexBuilder) {
    RexNode bound = fill.call().getOperands().get(operand);
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
