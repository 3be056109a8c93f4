package io.timestore.calcite.plan.rewrite;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code x IN (a, b)} in a CASE or an ORDER BY as comparisons: Calcite 1.42.0 loses such a
 * list that stands beside aggregates, and fails at one that aggregates are sorted by.
 */
public final class InLists extends SqlShuttle {
  /** Longer lists stay, so that nothing gets too deep. */
  private static final int MOST = 100;

  private int places;

  private InLists() {}

  public static SqlNode compared(SqlNode tree) {
    SqlNode compared = tree.accept(new InLists());
    return compared == null ? tree : compared;
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    if (call instanceof SqlOrderBy sort) {
      return ordered(sort);
    }
    places += call.getKind() == SqlKind.CASE ? 1 : 0;
    SqlNode node = super.visit(call);
    places -= call.getKind() == SqlKind.CASE ? 1 : 0;
    boolean in = call.getKind() == SqlKind.IN || call.getKind() == SqlKind.NOT_IN;
    return in
            && places > 0
            && node instanceof SqlCall list
            && list.operand(1) instanceof SqlNodeList values
            && values.size() <= MOST
            && isRepeatable(list.operand(0))
            && values.stream().noneMatch(InLists::isRow)
        ? compared(call.getKind(), list.operand(0), values.getList(), call.getParserPosition())
        : node;
  }

  private SqlNode ordered(SqlOrderBy sort) {
    SqlNode query = sort.query.accept(this);
    places++;
    SqlNode keys = sort.orderList.accept(this);
    places--;
    return new SqlOrderBy(
        sort.getParserPosition(),
        query == null ? sort.query : query,
        keys instanceof SqlNodeList list ? list : sort.orderList,
        sort.offset,
        sort.fetch);
  }

  /** Whether a value may be written twice: it holds no parameter and no query. */
  private static boolean isRepeatable(SqlNode value) {
    return !isRow(value)
        && !(value instanceof SqlDynamicParam)
        && (!(value instanceof SqlCall call)
            || call.getOperandList().stream().allMatch(o -> o == null || isRepeatable(o)));
  }

  private static boolean isRow(@Nullable SqlNode node) {
    return node == null || node.getKind() == SqlKind.ROW || SqlKind.QUERY.contains(node.getKind());
  }

  private static SqlNode compared(
      SqlKind kind, SqlNode value, List<? extends @Nullable SqlNode> values, SqlParserPos at) {
    boolean in = kind == SqlKind.IN;
    SqlNode all = null;
    for (SqlNode element : values) {
      if (element == null) {
        throw new IllegalArgumentException("a gap in a list");
      }
      SqlNode one =
          (in ? SqlStdOperatorTable.EQUALS : SqlStdOperatorTable.NOT_EQUALS)
              .createCall(at, value, element);
      all =
          all == null
              ? one
              : (in ? SqlStdOperatorTable.OR : SqlStdOperatorTable.AND).createCall(at, all, one);
    }
    return all == null ? value : all;
  }
}
