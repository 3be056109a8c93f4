package io.timestore.calcite.plan.rewrite;

import io.timestore.calcite.function.AggregateFunctions;
import io.timestore.calcite.function.ArrayQuantifier;
import io.timestore.calcite.function.NullableElements;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlQuantifyOperator;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Takes what stands alone behind ANY, SOME or ALL for an array, which the parser takes for a list,
 * and our ARRAY_AGG for the parser's; tells that UNNEST fills up the shorter ones of several
 * arrays.
 */
public final class ArraySyntax extends SqlShuttle {
  private ArraySyntax() {}

  public static SqlNode in(SqlNode tree) {
    SqlNode result = tree.accept(new ArraySyntax());
    return result == null ? tree : result;
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    SqlNode visited = super.visit(call);
    if (visited instanceof SqlCall quantified
        && quantified.getOperator() instanceof SqlQuantifyOperator operator
        && quantified.operand(1) instanceof SqlNodeList list
        && list.size() == 1
        && !(list.get(0) instanceof SqlLiteral)) {
      return ArrayQuantifier.of(operator.comparisonKind, operator.getKind() == SqlKind.ALL)
          .createCall(quantified.getParserPosition(), quantified.operand(0), list.get(0));
    }
    if (visited instanceof SqlCall unnest
        && unnest.getKind() == SqlKind.UNNEST
        && unnest.operandCount() > 1) {
      List<SqlNode> arrays = new ArrayList<>();
      for (SqlNode array : unnest.getOperandList()) {
        arrays.add(NullableElements.OPERATOR.createCall(array.getParserPosition(), array));
      }
      return unnest.getOperator().createCall(unnest.getParserPosition(), arrays);
    }
    return visited instanceof SqlCall aggregate
            && aggregate.getOperator().equals(SqlLibraryOperators.ARRAY_AGG)
        ? AggregateFunctions.ARRAY_AGG.createCall(
            aggregate.getFunctionQuantifier(),
            aggregate.getParserPosition(),
            aggregate.getOperandList())
        : visited;
  }
}
