package io.timestore.calcite.parse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Makes of what the parser gives what the validator takes: functions that the parser thinks it
 * knows are looked up like all others, and a FILTER before OVER becomes a CASE.
 */
final class SyntaxTree extends SqlShuttle {
  /** Aggregates that leave NULL out, so that leaving a row out and taking NULL is the same. */
  private static final Set<String> WITHOUT_NULLS =
      Set.of(
          "COUNT",
          "SUM",
          "AVG",
          "MIN",
          "MAX",
          "STDDEV",
          "STDDEV_POP",
          "STDDEV_SAMP",
          "VARIANCE",
          "VAR_POP",
          "VAR_SAMP",
          "BOOL_AND",
          "BOOL_OR",
          "EVERY",
          "MEDIAN");

  private final Deque<SqlNodeList> windows = new ArrayDeque<>();

  private SyntaxTree() {}

  static SqlNode of(SqlNode tree) {
    SqlNode result = tree.accept(new SyntaxTree());
    return result == null ? tree : result;
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    if (call instanceof SqlSelect select) {
      windows.push(select.getWindowList());
      SqlNode visited = super.visit(call);
      windows.pop();
      return visited;
    }
    if (call instanceof SqlWindow window && window.getRefName() != null) {
      return super.visit(resolved(window, window.getRefName()));
    }
    if (call.getOperator().equals(SqlLibraryOperators.DATE_TRUNC)
        || call.getOperator().equals(SqlLibraryOperators.DATE_PART)) {
      return super.visit(lookedUp(call));
    }
    if (call.getKind() == SqlKind.OVER
        && call.operand(0) instanceof SqlCall filter
        && filter.getKind() == SqlKind.FILTER
        && filter.operand(0) instanceof SqlCall aggregate
        && WITHOUT_NULLS.contains(aggregate.getOperator().getName().toUpperCase(Locale.ROOT))) {
      SqlCall conditional = conditional(aggregate, filter.operand(1));
      return super.visit(
          call.getOperator().createCall(call.getParserPosition(), conditional, call.operand(1)));
    }
    return super.visit(call);
  }

  /**
   * A window that refines another one, with what it takes from it written out: the validator would
   * take the frame of the other one too.
   */
  private SqlWindow resolved(SqlWindow window, SqlIdentifier name) {
    for (SqlNodeList declared : windows) {
      for (SqlNode node : declared) {
        if (node instanceof SqlWindow base
            && base.getDeclName() != null
            && base.getDeclName().getSimple().equalsIgnoreCase(name.getSimple())) {
          SqlWindow whole = base.getRefName() == null ? base : resolved(base, base.getRefName());
          return SqlWindow.create(
              window.getDeclName(),
              null,
              window.getPartitionList().isEmpty()
                  ? whole.getPartitionList()
                  : window.getPartitionList(),
              window.getOrderList().isEmpty() ? whole.getOrderList() : window.getOrderList(),
              SqlLiteral.createBoolean(window.isRows(), window.getParserPosition()),
              window.getLowerBound(),
              window.getUpperBound(),
              null,
              window.getExclude(),
              window.getParserPosition());
        }
      }
    }
    return window;
  }

  private static SqlCall lookedUp(SqlCall call) {
    SqlParserPos at = call.getParserPosition();
    return function(call.getOperator().getName(), at).createCall(at, call.getOperandList());
  }

  /** A function that is yet to be looked up. */
  static SqlUnresolvedFunction function(String name, SqlParserPos at) {
    return new SqlUnresolvedFunction(
        new SqlIdentifier(name, at),
        null,
        null,
        null,
        null,
        SqlFunctionCategory.USER_DEFINED_FUNCTION);
  }

  private static SqlCall conditional(SqlCall aggregate, SqlNode condition) {
    SqlParserPos at = aggregate.getParserPosition();
    List<SqlNode> operands = new ArrayList<>();
    for (SqlNode operand : aggregate.getOperandList()) {
      boolean star = operand instanceof SqlIdentifier name && name.isStar();
      SqlNode value = star ? SqlLiteral.createExactNumeric("1", at) : operand;
      operands.add(
          new SqlCase(
              at,
              null,
              SqlNodeList.of(condition),
              SqlNodeList.of(value),
              SqlLiteral.createNull(at)));
    }
    return aggregate.getOperator().createCall(aggregate.getFunctionQuantifier(), at, operands);
  }
}
