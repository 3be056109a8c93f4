package io.timestore.calcite.proof.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A random SELECT, or two of them under a set operation. Its columns are named c0, c1, ….
 *
 * @param with the statement's common table expressions, each with its name
 * @param from what follows FROM
 * @param groups the leading items of the list by which it is grouped; null if it is no aggregation
 * @param grouping a form with a {@code %s} for the keys
 * @param operator the set operation with {@code right}
 */
public record Query(
    List<Expr> with,
    List<Expr> list,
    boolean distinct,
    Expr from,
    List<Expr> where,
    @Nullable List<Expr> groups,
    String grouping,
    List<Expr> having,
    End end,
    String operator,
    @Nullable Query right) {

  /**
   * What follows the rows.
   *
   * @param order keys with direction, all columns among them; or none
   * @param limit rows to answer, null for all
   */
  public record End(List<Expr> order, @Nullable Expr limit, @Nullable Expr offset) {
    public static final End NONE = new End(List.of(), null, null);

    public boolean limits() {
      return limit != null || offset != null;
    }
  }

  /** A SELECT without anything around it. */
  static Query of(List<Expr> list, boolean distinct, Expr from, List<Expr> where) {
    return new Query(
        List.of(), list, distinct, from, where, null, "", List.of(), End.NONE, "", null);
  }

  /** An aggregation. */
  static Query grouped(
      List<Expr> list,
      Expr from,
      List<Expr> where,
      List<Expr> groups,
      String grouping,
      List<Expr> having) {
    return new Query(
        List.of(), list, false, from, where, groups, grouping, having, End.NONE, "", null);
  }

  /** The whole statement; exact if all of its columns are. */
  public Expr statement() {
    SqlText sql = new SqlText();
    if (!with.isEmpty()) {
      sql.add("WITH ").addAll(with, ", ").add(" ");
    }
    // ClickHouse takes what follows the last SELECT for a part of it.
    boolean closed = right != null && !end.equals(End.NONE);
    sql.add(Expr.text(Kind.BOOL, "", "", closed ? "SELECT * FROM (" : ""));
    body(sql);
    if (right != null) {
      sql.add(" " + operator + " ");
      right.body(sql);
    }
    sql.add(Expr.text(Kind.BOOL, "", "", closed ? ")" : ""));
    if (!end.order.isEmpty()) {
      sql.add(" ORDER BY ").addAll(end.order, ", ");
    }
    if (end.limit != null) {
      sql.add(" LIMIT ").add(end.limit);
    }
    if (end.offset != null) {
      sql.add(" OFFSET ").add(end.offset);
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
      // ClickHouse has no grand total of nothing.
      String click = grouping.equals("%s") ? grouping : null;
      sql.add(" GROUP BY ").add(Expr.of(Kind.BOOL, grouping, grouping, click, keys.end()));
    }
    clause(sql, " HAVING ", having);
  }

  private static void clause(SqlText sql, String word, List<Expr> conditions) {
    if (!conditions.isEmpty()) {
      sql.add(word).addAll(conditions, " AND ");
    }
  }

  /** Whether the order of the rows is decided. */
  public boolean isOrdered() {
    return !end.order.isEmpty() && statement().exact();
  }

  public List<Kind> kinds() {
    return list.stream().map(Expr::kind).toList();
  }

  public Query withWhere(List<Expr> conditions) {
    return new Query(
        with, list, distinct, from, conditions, groups, grouping, having, end, operator, right);
  }

  public Query withList(List<Expr> items) {
    return new Query(
        with, items, distinct, from, where, groups, grouping, having, end, operator, right);
  }

  Query withHaving(List<Expr> conditions) {
    return new Query(
        with, list, distinct, from, where, groups, grouping, conditions, end, operator, right);
  }

  public Query withEnd(End other) {
    return new Query(
        with, list, distinct, from, where, groups, grouping, having, other, operator, right);
  }

  /** With common table expressions, which both sides of a set operation may use. */
  Query withCommon(List<Expr> tables) {
    return new Query(
        tables, list, distinct, from, where, groups, grouping, having, end, operator, right);
  }

  Query combined(String word, @Nullable Query other) {
    return new Query(with, list, distinct, from, where, groups, grouping, having, end, word, other);
  }

  /** How many rows it has, and how many different values in each column. */
  public Query counted() {
    List<Expr> counts = new ArrayList<>();
    counts.add(Expr.text(Kind.INT, "COUNT(*)"));
    for (int i = 0; i < list.size(); i++) {
      counts.add(Expr.text(Kind.INT, "COUNT(DISTINCT c" + i + ")"));
    }
    return of(counts, false, Expr.of(Kind.BOOL, "(%s) AS q", statement()), List.of());
  }

  /** Simpler queries, any of which may show the same difference. */
  public List<Query> simpler() {
    List<Query> simpler = new ArrayList<>();
    if (right != null) {
      simpler.add(combined("", null));
      simpler.add(right.withEnd(end).withCommon(with));
    }
    if (!end.order.isEmpty() || end.limits()) {
      simpler.add(withEnd(End.NONE));
    }
    for (int i = 0; i < with.size(); i++) {
      String name = with.get(i).ours().split(" ", 2)[0];
      Query rest = withCommon(without(with, i));
      if (!rest.statement().ours().contains(name + " AS ")) {
        simpler.add(rest);
      }
    }
    for (int i = 0; i < where.size(); i++) {
      simpler.add(withWhere(without(where, i)));
    }
    if (!having.isEmpty()) {
      simpler.add(withHaving(List.of()));
    }
    int keys = groups == null ? 0 : groups.size();
    boolean free = right == null && end.order.isEmpty();
    for (int i = keys; free && i < list.size() && list.size() > 1; i++) {
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
