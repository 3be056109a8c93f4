package io.timestore.calcite.sql;

import io.timestore.calcite.sql.call.ArrayCalls;
import io.timestore.calcite.sql.call.CallWriter;
import io.timestore.calcite.sql.call.Casts;
import io.timestore.calcite.sql.call.ExpressionWriter;
import io.timestore.calcite.sql.rel.SelectBlock;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;

/**
 * A subquery that needs nothing of the query around it, as an operator: the planner leaves it alone
 * and ClickHouse runs it once. The operands of an IN are its left side.
 */
public final class DetachedQuery extends SqlFunction implements CallWriter {
  /** What is asked of the subquery. */
  public enum Kind {
    SCALAR,
    EXISTS,
    IN
  }

  private final Kind question;
  private final RelNode query;

  public DetachedQuery(Kind kind, RelNode query, RelDataType type) {
    super(
        "DETACHED_" + kind + "_" + query.getId(),
        SqlKind.OTHER_FUNCTION,
        ReturnTypes.explicit(type),
        null,
        OperandTypes.VARIADIC,
        SqlFunctionCategory.USER_DEFINED_FUNCTION);
    this.question = kind;
    this.query = query;
  }

  @Override
  public String write(RexCall call, ExpressionWriter e) {
    return switch (question) {
      case SCALAR -> "(" + select(e).sqlNamed(null) + ")";
      case EXISTS -> "EXISTS(" + select(e).sql(List.of()) + ")";
      case IN -> in(call, e);
    };
  }

  /** The IN as a condition of its own, where NULL and false are the same. */
  public String writeCondition(RexCall call, ExpressionWriter e) {
    return question == Kind.IN ? membership(call, e) : write(call, e);
  }

  private SelectBlock select(ExpressionWriter e) {
    return e.statement().select(query);
  }

  private String in(RexCall call, ExpressionWriter e) {
    String found = membership(call, e);
    RexNode left = call.getOperands().get(0);
    boolean leftNullable = left.getType().isNullable();
    boolean rightNullable = query.getRowType().getFieldList().get(0).getType().isNullable();
    if (call.getOperands().size() > 1 || (!leftNullable && !rightNullable)) {
      return found;
    }
    StringBuilder sql = new StringBuilder("CASE WHEN ").append(found).append(" THEN true");
    if (leftNullable) {
      sql.append(" WHEN NOT EXISTS(").append(select(e).sql(List.of())).append(") THEN false");
      sql.append(" WHEN isNull(").append(e.write(left)).append(") THEN NULL");
    }
    if (rightNullable) {
      SelectBlock values = select(e);
      sql.append(" WHEN (SELECT countIf(isNull(")
          .append(Quoting.name(values.name(0)))
          .append(")) FROM (")
          .append(values.sqlNamed(null))
          .append(")) > 0 THEN NULL");
    }
    return sql.append(" ELSE false END").toString();
  }

  private String membership(RexCall call, ExpressionWriter e) {
    SelectBlock values = select(e);
    List<String> left = new ArrayList<>();
    List<String> right = new ArrayList<>();
    for (int i = 0; i < call.getOperands().size(); i++) {
      RexNode operand = call.getOperands().get(i);
      RelDataType asked = operand.getType();
      RelDataType given = query.getRowType().getFieldList().get(i).getType();
      RelDataType common = e.rexBuilder().getTypeFactory().leastRestrictive(List.of(asked, given));
      if (common == null || ArrayCalls.isArray(common)) {
        throw Refusals.unsupported("IN between " + asked + " and " + given);
      }
      left.add(e.writeAs(operand, common));
      String value = values.column(i);
      right.add(
          (ExpressionWriter.sameClickHouseType(given, common)
                  ? value
                  : Casts.convert(value, given, common))
              + " AS "
              + Quoting.name(values.name(i)));
    }
    String tuple = left.size() == 1 ? left.get(0) : "(" + String.join(", ", left) + ")";
    return "(" + tuple + " IN (" + values.sql(right) + "))";
  }
}
