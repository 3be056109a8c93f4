package io.timestore.calcite.plan.rewrite;

import io.timestore.calcite.function.StatementOperators;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.util.Litmus;
import org.jspecify.annotations.Nullable;

/**
 * Takes ClickHouse's {@code arrayJoin(array)} for the element of an UNNEST of the array beside what
 * the SELECT reads. The same array is taken apart once, as ClickHouse does it.
 */
public final class ArrayJoins extends SqlShuttle {
  static final String FUNCTION = "arrayJoin";
  private static final String ALIAS = "_arrayJoin";

  private ArrayJoins() {}

  public static SqlNode expand(SqlNode tree) {
    SqlNode expanded = tree.accept(new ArrayJoins());
    return expanded == null ? tree : expanded;
  }

  /** Whether a column is one that {@link #expand} made, which a {@code *} does not show. */
  public static boolean isMade(SqlIdentifier column) {
    int qualifier = column.names.size() - 2;
    return qualifier >= 0 && column.names.get(qualifier).startsWith(ALIAS);
  }

  private static boolean isArrayJoin(SqlNode node) {
    return node instanceof SqlCall call && call.getOperator().getName().equalsIgnoreCase(FUNCTION);
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    if (call instanceof SqlOrderBy order && order.query instanceof SqlSelect select) {
      Expansion expansion = new Expansion();
      SqlNode query = expansion.select(select);
      SqlNodeList keys = (SqlNodeList) expansion.of(order.orderList);
      SqlNode from = expansion.from(((SqlSelect) query).getFrom(), query.getParserPosition());
      ((SqlSelect) query).setFrom(from);
      return new SqlOrderBy(order.getParserPosition(), query, keys, order.offset, order.fetch);
    }
    if (call instanceof SqlSelect select) {
      Expansion expansion = new Expansion();
      SqlSelect expanded = expansion.select(select);
      expanded.setFrom(expansion.from(expanded.getFrom(), select.getParserPosition()));
      return expanded;
    }
    if (isArrayJoin(call)) {
      throw refused("arrayJoin outside of the clauses of a SELECT");
    }
    return super.visit(call);
  }

  private static TimestoreException refused(String what) {
    return new TimestoreException(
        ErrorCode.UNSUPPORTED,
        what
            + " is not supported; write it as a join, as in SELECT t.x FROM (SELECT … AS a FROM …)"
            + " AS s CROSS JOIN UNNEST(s.a) AS t(x)");
  }

  /** The clauses of one SELECT. */
  private final class Expansion extends SqlShuttle {
    private final List<SqlNode> arrays = new ArrayList<>();

    SqlSelect select(SqlSelect select) {
      SqlSelect copy = (SqlSelect) select.clone(select.getParserPosition());
      SqlNodeList list = new SqlNodeList(select.getSelectList().getParserPosition());
      for (SqlNode item : select.getSelectList()) {
        SqlNode replaced = of(item);
        list.add(isArrayJoin(item) ? named(replaced) : replaced);
      }
      copy.setSelectList(list);
      copy.setFrom(select.getFrom() == null ? null : select.getFrom().accept(ArrayJoins.this));
      copy.setWhere(optional(select.getWhere()));
      copy.setGroupBy((SqlNodeList) optional(select.getGroup()));
      copy.setHaving(optional(select.getHaving()));
      copy.setOrderBy((SqlNodeList) optional(select.getOrderList()));
      return copy;
    }

    private SqlNode named(SqlNode element) {
      SqlParserPos at = element.getParserPosition();
      return SqlStdOperatorTable.AS.createCall(at, element, new SqlIdentifier(FUNCTION, at));
    }

    private @Nullable SqlNode optional(@Nullable SqlNode clause) {
      return clause == null ? null : of(clause);
    }

    SqlNode of(SqlNode clause) {
      SqlNode replaced = clause.accept(this);
      return replaced == null ? clause : replaced;
    }

    /** What the SELECT reads, with the arrays beside it. */
    @Nullable SqlNode from(@Nullable SqlNode from, SqlParserPos at) {
      SqlNode all = from;
      for (int i = 0; i < arrays.size(); i++) {
        SqlNode unnest =
            SqlStdOperatorTable.AS.createCall(
                at,
                SqlStdOperatorTable.UNNEST.createCall(at, arrays.get(i)),
                new SqlIdentifier(ALIAS + i, at),
                new SqlIdentifier(FUNCTION, at));
        all = all == null ? unnest : crossed(all, unnest, at);
      }
      return all;
    }

    private SqlNode crossed(SqlNode left, SqlNode right, SqlParserPos at) {
      return new SqlJoin(
          at,
          left,
          SqlLiteral.createBoolean(false, at),
          JoinType.CROSS.symbol(at),
          right,
          JoinConditionType.NONE.symbol(at),
          null);
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
      if (SqlKind.QUERY.contains(call.getKind())) {
        return call.accept(ArrayJoins.this);
      }
      SqlNode visited = super.visit(call);
      return isArrayJoin(call) && visited != null ? element((SqlCall) visited) : visited;
    }

    private SqlNode element(SqlCall call) {
      if (call.operandCount() != 1) {
        throw new TimestoreException(ErrorCode.INVALID_SQL, "arrayJoin needs one array");
      }
      SqlNode array = call.operand(0);
      array.accept(
          new SqlShuttle() {
            @Override
            public @Nullable SqlNode visit(SqlCall inner) {
              if (StatementOperators.isAggregate(inner.getOperator())
                  || inner.getKind() == SqlKind.OVER) {
                throw refused("arrayJoin of what is aggregated in the same SELECT");
              }
              return super.visit(inner);
            }
          });
      int known = 0;
      while (known < arrays.size() && !arrays.get(known).equalsDeep(array, Litmus.IGNORE)) {
        known++;
      }
      if (known == arrays.size()) {
        arrays.add(array);
      }
      return new SqlIdentifier(List.of(ALIAS + known, FUNCTION), call.getParserPosition());
    }
  }
}
