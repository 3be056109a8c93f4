package io.timestore.calcite.plan.rewrite;

import io.timestore.calcite.parse.StatementParser;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Takes a query apart that groups by {@code time_bucket_gapfill(size, time, from, to)}: a subquery
 * groups, sorts by the other keys and the bucket, and marks the bucket, so that the writer fills it
 * up; the query around it computes the list. Of what is in the list, {@code locf(x)} and {@code
 * interpolate(x)} become window functions over the filled rows.
 */
public final class GapFills extends SqlShuttle {
  static final String FUNCTION = "time_bucket_gapfill";
  private static final int OPERANDS = 4;
  private static final String BUCKET = "_bucket";
  private static final String KEY = "_key";

  private GapFills() {}

  public static SqlNode expand(SqlNode tree) {
    SqlNode expanded = tree.accept(new GapFills());
    return expanded == null ? tree : expanded;
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    SqlNode visited = super.visit(call);
    if (visited instanceof SqlOrderBy order && call instanceof SqlOrderBy written) {
      SqlNode query = written.query;
      if (query instanceof SqlSelect select && isFilled(select)) {
        Expansion expansion = new Expansion(select);
        SqlNode outer = expansion.outer();
        return new SqlOrderBy(
            order.getParserPosition(),
            outer,
            expansion.replaced(order.orderList),
            order.offset,
            order.fetch);
      }
    }
    return visited instanceof SqlSelect select && isFilled(select)
        ? new Expansion(select).outer()
        : visited;
  }

  private static boolean isFilled(SqlSelect select) {
    return select.getSelectList().stream().anyMatch(item -> isFill(unnamed(item)));
  }

  private static boolean isFill(SqlNode node) {
    return node instanceof SqlCall call && call.getOperator().getName().equalsIgnoreCase(FUNCTION);
  }

  private static SqlNode unnamed(SqlNode item) {
    return item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(0) : item;
  }

  private static SqlIdentifier name(String name) {
    return new SqlIdentifier(name, SqlParserPos.ZERO);
  }

  private static SqlNode named(SqlNode node, String name) {
    return org.apache.calcite.sql.fun.SqlStdOperatorTable.AS.createCall(
        node.getParserPosition(), node, name(name));
  }

  /** One query that is taken apart. */
  private static final class Expansion {
    private final SqlSelect select;
    private final SqlCall fill;
    private final List<SqlNode> keys = new ArrayList<>();
    private final GapFillList list;

    Expansion(SqlSelect select) {
      this.select = select;
      SqlCall found = null;
      if (select.getGroup() != null) {
        for (SqlNode group : select.getGroup()) {
          SqlNode key = resolved(group);
          if (isFill(key)) {
            found = (SqlCall) key;
          } else {
            keys.add(key);
          }
        }
      }
      if (found == null || found.operandCount() != OPERANDS) {
        throw new TimestoreException(
            ErrorCode.INVALID_SQL,
            FUNCTION + "(size, time, from, to) needs its four operands, and to stand in GROUP BY");
      }
      this.fill = found;
      List<String> names = new ArrayList<>();
      for (int i = 0; i < keys.size(); i++) {
        names.add(KEY + i);
      }
      this.list = new GapFillList(fill, keys, BUCKET, names);
    }

    /** What a key of GROUP BY stands for, if it is a place in the list or an alias of it. */
    private SqlNode resolved(SqlNode group) {
      List<SqlNode> items = select.getSelectList();
      if (group instanceof SqlNumericLiteral place && place.isInteger()) {
        int index = place.intValue(true);
        return index >= 1 && index <= items.size() ? unnamed(items.get(index - 1)) : group;
      }
      if (group instanceof SqlIdentifier alias && alias.isSimple()) {
        for (SqlNode item : items) {
          if (item.getKind() == SqlKind.AS
              && ((SqlCall) item).operand(1) instanceof SqlIdentifier given
              && given.getSimple().equalsIgnoreCase(alias.getSimple())) {
            return unnamed(item);
          }
        }
      }
      return group;
    }

    SqlSelect outer() {
      SqlNodeList shown = new SqlNodeList(select.getSelectList().getParserPosition());
      for (SqlNode item : select.getSelectList()) {
        shown.add(shown(item));
      }
      SqlNode filled = named(inner(), "_filled");
      return select(select.getParserPosition(), shown, filled, null, null, null, null);
    }

    SqlNodeList replaced(SqlNodeList order) {
      SqlNodeList replaced = new SqlNodeList(order.getParserPosition());
      order.forEach(key -> replaced.add(isAlias(key) ? key : list.replace(key)));
      return replaced;
    }

    /** Whether a sort key is a place in the list, or an alias of it. */
    private boolean isAlias(SqlNode key) {
      SqlNode plain =
          key instanceof SqlBasicCall call && call.operandCount() == 1 ? call.operand(0) : key;
      return plain instanceof SqlNumericLiteral || resolved(plain) != plain;
    }

    private SqlNode shown(SqlNode item) {
      if (item.getKind() == SqlKind.AS) {
        SqlCall as = (SqlCall) item;
        List<SqlNode> operands = new ArrayList<>(as.getOperandList());
        operands.set(0, list.replace(operands.get(0)));
        return as.getOperator().createCall(as.getParserPosition(), operands);
      }
      SqlNode replaced = list.replace(item);
      if (item instanceof SqlIdentifier column) {
        return named(replaced, column.names.get(column.names.size() - 1));
      }
      return isFill(item) ? named(replaced, FUNCTION) : replaced;
    }

    /** Groups and sorts; must come after {@link #shown}, which finds the values. */
    private SqlSelect inner() {
      SqlParserPos at = fill.getParserPosition();
      SqlNode bucket =
          StatementParser.function("time_bucket", List.of(fill.operand(0), fill.operand(1)), at);
      SqlNodeList columns = new SqlNodeList(at);
      SqlNodeList groups = new SqlNodeList(at);
      SqlNodeList order = new SqlNodeList(at);
      List<SqlNode> marked = List.of(bucket, fill.operand(0), fill.operand(2), fill.operand(3));
      columns.add(named(StatementParser.function(FUNCTION, marked, at), BUCKET));
      groups.add(bucket);
      for (int i = 0; i < keys.size(); i++) {
        columns.add(named(keys.get(i), KEY + i));
        groups.add(keys.get(i));
        order.add(name(KEY + i));
      }
      order.add(name(BUCKET));
      List<SqlNode> values = list.values();
      for (int i = 0; i < values.size(); i++) {
        SqlNode value = StatementParser.function("toNullable", List.of(values.get(i)), at);
        columns.add(named(value, GapFillList.VALUE + i));
      }
      return select(
          at, columns, select.getFrom(), select.getWhere(), groups, select.getHaving(), order);
    }

    private static SqlSelect select(
        SqlParserPos at,
        SqlNodeList columns,
        @Nullable SqlNode from,
        @Nullable SqlNode where,
        @Nullable SqlNodeList groups,
        @Nullable SqlNode having,
        @Nullable SqlNodeList order) {
      return new SqlSelect(
          at, null, columns, from, where, groups, having, null, null, order, null, null, null);
    }
  }
}
