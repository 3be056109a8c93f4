package io.timestore.calcite.sql.rel;

import io.timestore.calcite.function.ArrayTypes;
import io.timestore.calcite.function.DetachedQuery;
import io.timestore.calcite.function.Refusals;
import io.timestore.calcite.sql.Quoting;
import io.timestore.calcite.sql.TypeNames;
import io.timestore.calcite.sql.call.Conversions;
import io.timestore.calcite.sql.call.OperandWriter;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;

/** Writes calls of {@link DetachedQuery}. */
final class DetachedQueryWriter {
  private final QueryWriter queries;
  private final OperandWriter e;

  DetachedQueryWriter(QueryWriter queries, OperandWriter e) {
    this.queries = queries;
    this.e = e;
  }

  String write(DetachedQuery query, RexCall call) {
    return switch (query.question()) {
      case SCALAR -> "(" + select(query).sqlNamed(null) + ")";
      case EXISTS -> "EXISTS(" + select(query).sql(List.of()) + ")";
      case IN -> in(query, call);
    };
  }

  /** The call as a condition of its own, where NULL and false are the same. */
  String writeCondition(DetachedQuery query, RexCall call) {
    return query.question() == DetachedQuery.Kind.IN ? membership(query, call) : write(query, call);
  }

  private SelectBlock select(DetachedQuery query) {
    return queries.write(query.query());
  }

  private String in(DetachedQuery query, RexCall call) {
    String found = membership(query, call);
    RexNode left = call.getOperands().get(0);
    boolean leftNullable = left.getType().isNullable();
    boolean rightNullable = column(query, 0).isNullable();
    if (call.getOperands().size() > 1 || (!leftNullable && !rightNullable)) {
      return found;
    }
    StringBuilder sql = new StringBuilder("CASE WHEN ").append(found).append(" THEN true");
    if (leftNullable) {
      sql.append(" WHEN NOT EXISTS(").append(select(query).sql(List.of())).append(") THEN false");
      sql.append(" WHEN isNull(").append(e.write(left)).append(") THEN NULL");
    }
    if (rightNullable) {
      SelectBlock values = select(query);
      sql.append(" WHEN (SELECT countIf(isNull(")
          .append(Quoting.name(values.name(0)))
          .append(")) FROM (")
          .append(values.sqlNamed(null))
          .append(")) > 0 THEN NULL");
    }
    return sql.append(" ELSE false END").toString();
  }

  private static RelDataType column(DetachedQuery query, int index) {
    return query.query().getRowType().getFieldList().get(index).getType();
  }

  private String membership(DetachedQuery query, RexCall call) {
    SelectBlock values = select(query);
    List<String> left = new ArrayList<>();
    List<String> right = new ArrayList<>();
    for (int i = 0; i < call.getOperands().size(); i++) {
      RexNode operand = call.getOperands().get(i);
      RelDataType asked = operand.getType();
      RelDataType given = column(query, i);
      RelDataType common = e.rexBuilder().getTypeFactory().leastRestrictive(List.of(asked, given));
      if (common == null || ArrayTypes.isArray(common)) {
        throw Refusals.unsupported("IN between " + asked + " and " + given);
      }
      left.add(e.writeAs(operand, common));
      String value = values.column(i);
      right.add(
          (TypeNames.same(given, common) ? value : Conversions.convert(value, given, common))
              + " AS "
              + Quoting.name(values.name(i)));
    }
    String tuple = left.size() == 1 ? left.get(0) : "(" + String.join(", ", left) + ")";
    return "(" + tuple + " IN (" + values.sql(right) + "))";
  }
}
