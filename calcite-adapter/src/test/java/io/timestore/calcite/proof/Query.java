package io.timestore.calcite.proof;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A random SELECT, or two of them under a set operation. Its columns are named c0, c1, ….
 *
 * @param from what follows FROM
 * @param groups the leading items of the list by which it is grouped; null if it is no aggregation
 * @param grouping a form with a {@code %s} for the keys
 * @param order names of columns with direction; all columns, or none
 * @param limit rows to answer, -1 for all
 * @param operator the set operation with {@code right}
 */
record Query(
    List<Expr> list,
    boolean distinct,
    Expr from,
    List<Expr> where,
    @Nullable List<Expr> groups,
    String grouping,
    List<Expr> having,
    List<String> order,
    int limit,
    int offset,
    String operator,
    @Nullable Query right) {

  /** The whole statement; exact if all of its columns are. */
  Expr statement() {
    SqlText sql = new SqlText();
    body(sql);
    if (right != null) {
      sql.add(" " + operator + " ");
      right.body(sql);
    }
    if (!order.isEmpty()) {
      sql.add(" ORDER BY " + String.join(", ", order));
    }
    if (limit >= 0) {
      sql.add(" LIMIT " + limit);
    }
    if (offset > 0) {
      sql.add(" OFFSET " + offset);
    }
    return sql.end();
  }

  private void body(SqlText sql) {
    sql.add(distinct ? "SELECT DISTINCT " : "SELECT ");
    for (int i = 0; i < list.size(); i++) {
      sql.add(i == 0 ? "" : ", ").add(list.get(i)).add(" AS c" + i);
    }
    sql.add(" FROM ").add(from);
    clause(sql, " WHERE ", where);
    if (groups != null && !groups.isEmpty()) {
      SqlText keys = new SqlText().addAll(groups, ", ");
      sql.add(" GROUP BY ").add(Expr.of(Kind.BOOL, grouping, keys.end()));
    }
    clause(sql, " HAVING ", having);
  }

  private static void clause(SqlText sql, String word, List<Expr> conditions) {
    if (!conditions.isEmpty()) {
      sql.add(word).addAll(conditions, " AND ");
    }
  }

  /** Whether the order of the rows is decided. */
  boolean isOrdered() {
    return !order.isEmpty() && statement().exact();
  }

  List<Kind> kinds() {
    return list.stream().map(Expr::kind).toList();
  }

  Query withWhere(List<Expr> conditions) {
    return new Query(
        list,
        distinct,
        from,
        conditions,
        groups,
        grouping,
        having,
        order,
        limit,
        offset,
        operator,
        right);
  }

  Query withList(List<Expr> items) {
    return new Query(
        items, distinct, from, where, groups, grouping, having, order, limit, offset, operator,
        right);
  }

  Query withHaving(List<Expr> conditions) {
    return new Query(
        list,
        distinct,
        from,
        where,
        groups,
        grouping,
        conditions,
        order,
        limit,
        offset,
        operator,
        right);
  }

  Query withOrder(List<String> keys, int rows, int skipped) {
    return new Query(
        list, distinct, from, where, groups, grouping, having, keys, rows, skipped, operator,
        right);
  }

  Query combined(String word, @Nullable Query other) {
    return new Query(
        list, distinct, from, where, groups, grouping, having, order, limit, offset, word, other);
  }

  /** Simpler queries, any of which may show the same difference. */
  List<Query> simpler() {
    List<Query> simpler = new ArrayList<>();
    if (right != null) {
      simpler.add(combined("", null));
      simpler.add(right.withOrder(order, limit, offset));
    }
    if (!order.isEmpty() || limit >= 0 || offset > 0) {
      simpler.add(withOrder(List.of(), -1, 0));
    }
    for (int i = 0; i < where.size(); i++) {
      simpler.add(withWhere(without(where, i)));
    }
    if (!having.isEmpty()) {
      simpler.add(withHaving(List.of()));
    }
    int keys = groups == null ? 0 : groups.size();
    for (int i = keys;
        i < list.size() && list.size() > 1 && right == null && order.isEmpty();
        i++) {
      simpler.add(withList(without(list, i)));
    }
    return simpler;
  }

  private static List<Expr> without(List<Expr> items, int index) {
    List<Expr> left = new ArrayList<>(items);
    left.remove(index);
    return left;
  }
}
