package io.timestore.calcite.plan.rewrite;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Takes {@code FROM generate_series(…)} for the UNNEST of that array, elsewhere for its arrayJoin.
 * As in PostgreSQL the column has the table's alias for a name if it is given none.
 */
public final class SeriesTables extends SqlShuttle {
  private static final String FUNCTION = "generate_series";

  private SeriesTables() {}

  public static SqlNode expand(SqlNode tree) {
    SqlNode expanded = tree.accept(new SeriesTables());
    return expanded == null ? tree : expanded;
  }

  private static @Nullable SqlCall series(SqlNode node) {
    return node.getKind() == SqlKind.COLLECTION_TABLE
            && ((SqlCall) node).operand(0) instanceof SqlCall call
            && isSeries(call)
        ? call
        : null;
  }

  private static boolean isSeries(SqlCall call) {
    return call.getOperator().getName().equalsIgnoreCase(FUNCTION);
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    SqlParserPos at = call.getParserPosition();
    SqlCall own = series(call);
    if (own != null) {
      return unnest(own, List.of(new SqlIdentifier(FUNCTION, at)), at);
    }
    if (isSeries(call)) {
      return new SqlUnresolvedFunction(
              new SqlIdentifier(ArrayJoins.FUNCTION, at),
              null,
              null,
              null,
              null,
              SqlFunctionCategory.USER_DEFINED_FUNCTION)
          .createCall(at, super.visit(call));
    }
    if (call.getKind() == SqlKind.UNNEST) {
      List<SqlNode> arrays = new ArrayList<>();
      for (SqlNode operand : call.getOperandList()) {
        boolean whole = operand instanceof SqlCall array && isSeries(array);
        arrays.add(whole ? super.visit((SqlCall) operand) : operand.accept(this));
      }
      return call.getOperator().createCall(at, arrays);
    }
    SqlCall named = call.getKind() == SqlKind.AS ? series(call.operand(0)) : null;
    List<SqlNode> operands = call.getOperandList();
    return named == null
        ? super.visit(call)
        : unnest(named, operands.subList(1, operands.size()), at);
  }

  private SqlNode unnest(SqlCall series, List<SqlNode> names, SqlParserPos at) {
    List<SqlNode> operands = new ArrayList<>();
    operands.add(SqlStdOperatorTable.UNNEST.createCall(at, super.visit(series)));
    operands.addAll(names);
    if (names.size() == 1) {
      operands.add(names.get(0));
    }
    return SqlStdOperatorTable.AS.createCall(at, operands);
  }
}
