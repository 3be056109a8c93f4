package io.timestore.calcite.proof.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes what stands behind FROM, and subqueries in conditions. */
final class Sources {
  private static final String[] JOINS = {
    "JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "JOIN", "LEFT JOIN"
  };
  private static final Kind[] JOINED = {Kind.TEXT, Kind.TEXT, Kind.INT, Kind.DATE, Kind.DECIMAL};

  private final Random random;
  private final Expressions expressions;
  private final QueryGenerator queries;
  private final List<Common> common = new ArrayList<>();
  private int aliases;

  Sources(Random random, Expressions expressions, QueryGenerator queries) {
    this.random = random;
    this.expressions = expressions;
    this.queries = queries;
  }

  /**
   * Something to select from.
   *
   * @param table whether it is the table t alone
   */
  record Source(Expr text, Scope scope, boolean table) {}

  /** A common table expression: its name and the columns of its query. */
  private record Common(String name, List<Expr> columns) {}

  /** Makes a query one that what follows may select from, once or often. */
  Expr define(Query query) {
    String name = "q" + common.size();
    Expr text = Expr.of(Kind.BOOL, name + " AS (%s)", query.statement());
    common.add(new Common(name, query.list()));
    return text;
  }

  Source source(int depth) {
    int choice = random.nextInt(10);
    if (choice < 5 || depth <= 0) {
      return named(random.nextInt(8) == 0 ? "r" : random.nextInt(15) == 0 ? "e" : "t");
    }
    if (choice == 5) {
      return derived(depth - 1);
    }
    Source left = random.nextInt(6) == 0 ? derived(depth - 1) : named("t");
    Source right =
        random.nextInt(8) == 0 ? derived(depth - 1) : named(random.nextInt(8) == 0 ? "e" : "r");
    if (random.nextInt(4) == 0) {
      return join(join(left, right), named("r"));
    }
    return join(left, right);
  }

  /** A table, or a common table expression in its place. */
  private Source named(String table) {
    if (common.isEmpty() || random.nextInt(5) < 2) {
      return table(table);
    }
    Common chosen = common.get(random.nextInt(common.size()));
    String alias = "a" + aliases++;
    Expr text = Expr.text(Kind.BOOL, chosen.name() + " AS " + alias);
    return new Source(text, columns(chosen.columns(), alias), false);
  }

  private Source table(String name) {
    String alias = "a" + aliases++;
    return new Source(
        Expr.text(Kind.BOOL, name + " AS " + alias), Scope.of(name, alias), name.equals("t"));
  }

  private Source derived(int depth) {
    Query query = queries.select(null, depth, false);
    String alias = "a" + aliases++;
    Expr text = Expr.of(Kind.BOOL, "(%s) AS " + alias, query.statement());
    return new Source(text, columns(query.list(), alias), false);
  }

  private static Scope columns(List<Expr> list, String alias) {
    List<Expr> columns = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      Expr item = list.get(i);
      String name = alias + ".c" + i;
      columns.add(
          new Expr(item.kind(), name, name, name, List.of(), item.exact(), item.standard()));
    }
    return new Scope(columns);
  }

  private Source join(Source left, Source right) {
    Scope both = left.scope().and(right.scope());
    if (random.nextInt(10) == 0) {
      return new Source(
          Expr.of(Kind.BOOL, "%s CROSS JOIN %s", left.text(), right.text()), both, false);
    }
    String word = JOINS[random.nextInt(JOINS.length)];
    return new Source(
        Expr.of(
            Kind.BOOL,
            "%s " + word + " %s ON %s",
            left.text(),
            right.text(),
            condition(left.scope(), right.scope())),
        both,
        false);
  }

  /** Mostly equal columns, one pair or two; sometimes another comparison, or none of columns. */
  private Expr condition(Scope left, Scope right) {
    Scope both = left.and(right);
    Expr equal = compared(left, right, "=");
    if (equal == null || random.nextInt(20) == 0) {
      return Expr.text(Kind.BOOL, random.nextBoolean() ? "TRUE" : "1 = 0");
    }
    return switch (random.nextInt(9)) {
      case 0 -> and(equal, compared(left, right, "="));
      case 8 -> and(and(equal, compared(left, right, "=")), compared(left, right, "<="));
      case 1 -> {
        Expr greater = compared(left, right, ">");
        yield greater == null ? equal : greater;
      }
      case 2, 3 ->
          Expr.of(Kind.BOOL, "%s AND %s", equal, new Predicates(expressions, random).of(both, 0));
      default -> equal;
    };
  }

  private static Expr and(Expr one, @Nullable Expr other) {
    return other == null ? one : Expr.of(Kind.BOOL, "%s AND %s", one, other);
  }

  private @Nullable Expr compared(Scope left, Scope right, String sign) {
    for (int i = 0; i < 6; i++) {
      Kind kind = JOINED[random.nextInt(JOINED.length)];
      Expr a = left.column(kind, random);
      Expr b = right.column(kind, random);
      if (a != null && b != null) {
        return Expr.of(Kind.BOOL, "%s " + sign + " %s", a, b);
      }
    }
    return null;
  }

  /** IN, EXISTS or a comparison with a subquery, correlated or not. */
  Expr membership(Scope scope) {
    Source inner = named(random.nextBoolean() ? "r" : random.nextInt(5) == 0 ? "e" : "t");
    Kind kind = JOINED[random.nextInt(JOINED.length)];
    Expr outer = scope.column(kind, random);
    Expr column = inner.scope().column(kind, random);
    if (outer == null || column == null) {
      return Expr.text(Kind.BOOL, "TRUE");
    }
    boolean filtered = random.nextBoolean();
    Expr filter = new Predicates(expressions, random).of(inner.scope(), 1);
    String not = random.nextInt(3) == 0 ? "NOT " : "";
    String some = random.nextBoolean() ? "> ALL" : "= ANY";
    String where = filtered ? " WHERE %s" : "";
    return switch (random.nextInt(4)) {
      case 0 ->
          Expr.of(
              Kind.BOOL,
              not + "EXISTS (SELECT 1 FROM %s WHERE %s = %s" + (filtered ? " AND %s)" : ")"),
              filtered
                  ? new Expr[] {inner.text(), column, outer, filter}
                  : new Expr[] {inner.text(), column, outer});
      case 1 ->
          compared(
                  "(%s " + not + "IN (SELECT %s FROM %s" + where + "))",
                  outer,
                  column,
                  inner,
                  filter)
              .notInClickHouse();
      case 2 ->
          compared("(%s >= (SELECT MIN(%s) FROM %s" + where + "))", outer, column, inner, filter);
      default ->
          compared(
                  "(%s " + some + " (SELECT %s FROM %s" + where + "))",
                  outer,
                  column,
                  inner,
                  filter)
              .notInClickHouse();
    };
  }

  private static Expr compared(String form, Expr outer, Expr column, Source inner, Expr filter) {
    return form.contains("WHERE")
        ? Expr.of(Kind.BOOL, form, outer, column, inner.text(), filter)
        : Expr.of(Kind.BOOL, form, outer, column, inner.text());
  }

  /** A number from a subquery, correlated or not. */
  Expr scalar(Scope scope) {
    Source inner = table("r");
    Expr outer = scope.column(Kind.TEXT, random);
    Expr key = inner.scope().column(Kind.TEXT, random);
    Expr value = inner.scope().column(Kind.INT, random);
    String call = random.nextBoolean() ? "MAX(%s)" : "COUNT(%s)";
    return outer == null || key == null || value == null || random.nextBoolean()
        ? Expr.of(
            Kind.INT,
            "(SELECT " + call + " FROM %s)",
            value == null ? Expr.text(Kind.INT, "1") : value,
            inner.text())
        : correlated(
            "(SELECT " + call + " FROM %s WHERE %s = %s)", value, inner.text(), key, outer);
  }

  /** ClickHouse's correlated COUNT of nothing is NULL. */
  private static Expr correlated(String form, Expr... parts) {
    String click = form.contains("COUNT") ? "ifNull(" + form + ", 0)" : form;
    return Expr.of(Kind.INT, form, form, click, parts);
  }
}
