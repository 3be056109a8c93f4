package io.timestore.calcite.function;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;

/**
 * A subquery that needs nothing of the query around it, as an operator: the planner leaves it alone
 * and ClickHouse runs it once. The operands of an IN are its left side.
 */
public final class DetachedQuery extends SqlFunction {
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

  /** What is asked of the subquery. */
  public Kind question() {
    return question;
  }

  public RelNode query() {
    return query;
  }
}
