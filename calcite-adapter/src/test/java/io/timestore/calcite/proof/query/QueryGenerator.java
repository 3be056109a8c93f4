package io.timestore.calcite.proof.query;

import io.timestore.calcite.proof.data.SampleData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes random queries over the tables of {@link SampleData}. */
public final class QueryGenerator {
  private static final Kind[] KINDS = {
    Kind.INT,
    Kind.INT,
    Kind.INT,
    Kind.DOUBLE,
    Kind.DECIMAL,
    Kind.TEXT,
    Kind.TEXT,
    Kind.BOOL,
    Kind.DATE,
    Kind.TIME,
    Kind.BIG,
    Kind.UUID,
    Kind.NANOS,
    Kind.WILD
  };
  private static final Kind[] KEYS = {
    Kind.TEXT, Kind.TEXT, Kind.INT, Kind.BOOL, Kind.DATE, Kind.DECIMAL
  };

  private final Random random;
  private final Expressions expressions;
  private final Sources sources;
  private final Aggregates aggregates;

  public QueryGenerator(Random random) {
    this.random = random;
    this.expressions = new Expressions(random);
    this.sources = new Sources(random, expressions, this);
    this.aggregates = new Aggregates(random, expressions);
  }

  /** A whole statement. */
  public Query statement() {
    List<Expr> with = new ArrayList<>();
    for (int i = random.nextInt(5) == 0 ? 1 + random.nextInt(2) : 0; i > 0; i--) {
      with.add(sources.define(select(null, 1, random.nextBoolean())));
    }
    Query query = random.nextInt(7) == 0 ? combination() : select(null, 2, true);
    Query whole = query.withCommon(with);
    return random.nextInt(3) == 0 ? whole : ordered(whole);
  }

  private Query combination() {
    String[] operators = {
      "UNION ALL", "UNION", "INTERSECT", "EXCEPT", "INTERSECT ALL", "EXCEPT ALL"
    };
    List<Kind> kinds = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      kinds.add(KEYS[random.nextInt(KEYS.length)]);
    }
    Query left = select(kinds, 1, true);
    return left.combined(operators[random.nextInt(operators.length)], select(kinds, 1, true));
  }

  /**
   * A SELECT.
   *
   * @param kinds of its columns, null for any
   */
  Query select(@Nullable List<Kind> kinds, int depth, boolean parameters) {
    Sources.Source source = sources.source(depth);
    boolean before = expressions.parameters(parameters);
    try {
      List<Expr> where = new ArrayList<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        where.add(
            random.nextInt(5) == 0
                ? sources.membership(source.scope())
                : new Predicates(expressions, random).of(source.scope(), depth));
      }
      return random.nextInt(5) < 2
          ? aggregation(kinds, source, where)
          : rows(kinds, source, where, depth);
    } finally {
      expressions.parameters(before);
    }
  }

  private Query rows(
      @Nullable List<Kind> kinds, Sources.Source source, List<Expr> where, int depth) {
    boolean windows = kinds == null && source.table() && random.nextInt(4) == 0;
    List<Expr> list = new ArrayList<>();
    int columns = kinds == null ? 1 + random.nextInt(4) : kinds.size();
    for (int i = 0; i < columns; i++) {
      Kind kind = kinds == null ? KINDS[random.nextInt(KINDS.length)] : kinds.get(i);
      list.add(
          windows && i > 0
              ? new Windows(random, expressions).of(source.scope())
              : item(kind, source.scope(), depth));
    }
    // What rounding makes different is counted by DISTINCT as often as an engine rounds.
    boolean distinct = !windows && random.nextInt(6) == 0 && list.stream().allMatch(Expr::exact);
    if (distinct) {
      // Sorted, ClickHouse's DISTINCT takes 0.0 and -0.0 for one.
      list.replaceAll(item -> item.kind() == Kind.WILD ? item.notInClickHouse() : item);
    }
    return Query.of(list, distinct, source.text(), where);
  }

  private Expr item(Kind kind, Scope scope, int depth) {
    if (kind == Kind.INT && random.nextInt(20) == 0) {
      return sources.scalar(scope);
    }
    return kind == Kind.BOOL && random.nextInt(6) == 0
        ? sources.membership(scope)
        : expressions.of(kind, scope, depth);
  }

  private Query aggregation(@Nullable List<Kind> kinds, Sources.Source source, List<Expr> where) {
    List<Expr> keys = keys(kinds, source.scope());
    List<Expr> list = new ArrayList<>(keys);
    if (kinds == null || keys.isEmpty()) {
      int more = kinds == null ? 1 + random.nextInt(3) : kinds.size();
      for (int i = 0; i < more; i++) {
        list.add(aggregates.of(source.scope(), kinds == null ? null : kinds.get(i)));
      }
    }
    List<Expr> having = new ArrayList<>();
    if (kinds == null && random.nextInt(4) == 0) {
      having.add(aggregates.condition(source.scope()));
    }
    String grouping = keys.isEmpty() || kinds != null ? "%s" : grouping();
    if (!grouping.equals("%s") && random.nextBoolean()) {
      list.add(Expr.of(Kind.INT, "GROUPING(%s)", keys.get(random.nextInt(keys.size()))));
    }
    return Query.grouped(list, source.text(), where, keys, grouping, having);
  }

  /** Keys without parameters: two of them are never known to be the same. */
  private List<Expr> keys(@Nullable List<Kind> kinds, Scope scope) {
    boolean before = expressions.parameters(false);
    List<Expr> keys = new ArrayList<>();
    int keyCount = kinds == null ? random.nextInt(3) : kinds.size();
    for (int i = 0; i < keyCount; i++) {
      Kind kind = kinds == null ? KEYS[random.nextInt(KEYS.length)] : kinds.get(i);
      Expr column = scope.column(kind, random);
      keys.add(
          column != null && (kinds != null || random.nextInt(3) > 0)
              ? column
              : column == null
                  ? expressions.literals().literal(kind)
                  : expressions.of(kind, scope, 1));
    }
    expressions.parameters(before);
    boolean constant = keys.stream().anyMatch(k -> !k.ours().matches("(?s).*\\ba\\d+\\..*"));
    boolean twice = keys.stream().map(Expr::ours).distinct().count() < keys.size();
    return constant || twice ? new ArrayList<>() : keys;
  }

  private String grouping() {
    return switch (random.nextInt(8)) {
      case 0 -> "ROLLUP(%s)";
      case 1 -> "CUBE(%s)";
      case 2 -> "GROUPING SETS ((%s), ())";
      default -> "%s";
    };
  }

  private Query ordered(Query query) {
    List<Expr> order = new ArrayList<>();
    for (int i = 0; i < query.list().size(); i++) {
      String name = "c" + i;
      boolean uuid = query.list().get(i).kind() == Kind.UUID;
      order.add(directed(Expr.text(Kind.BOOL, name, name, uuid ? "toString(" + name + ")" : name)));
    }
    Collections.shuffle(order, random);
    Scope aliases = aliases(query);
    if (aliases != null && random.nextInt(4) == 0) {
      Kind kind = KEYS[random.nextInt(KEYS.length)];
      Expr key = expressions.of(kind, aliases, 1);
      if (key.ours().matches("(?s).*\\bc\\d.*")) {
        order.add(0, directed(key));
      }
    }
    boolean limited = query.statement().exact() && random.nextInt(3) > 0;
    int limit = limited ? random.nextInt(12) : -1;
    int offset = limited && random.nextInt(3) == 0 ? random.nextInt(5) : 0;
    boolean endless = random.nextInt(6) == 0 && offset > 0;
    return query.withEnd(
        new Query.End(
            order, limit < 0 || endless ? null : count(limit), offset == 0 ? null : count(offset)));
  }

  /** An order key with a direction; NULL is greater than all, which ClickHouse must be told. */
  private Expr directed(Expr key) {
    String[] ends = {"", " DESC", " NULLS FIRST", " DESC NULLS LAST", " ASC", " DESC NULLS FIRST"};
    String end = ends[random.nextInt(ends.length)];
    String form = "%s" + end;
    return Expr.of(Kind.BOOL, form, form, end.equals(" DESC") ? form + " NULLS FIRST" : form, key);
  }

  /** The columns by their aliases, null where an expression of them cannot be an order key. */
  private static @Nullable Scope aliases(Query query) {
    boolean hidden = query.from().ours().contains("(SELECT") || !query.with().isEmpty();
    if (hidden || query.distinct() || query.right() != null || !query.statement().exact()) {
      return null;
    }
    List<Expr> columns = new ArrayList<>();
    for (int i = 0; i < query.list().size(); i++) {
      Expr item = query.list().get(i);
      String name = "c" + i;
      columns.add(new Expr(item.kind(), name, name, name, List.of(), true, item.standard()));
    }
    return new Scope(columns);
  }

  private Expr count(int rows) {
    Expr literal = Expr.text(Kind.INT, String.valueOf(rows));
    return random.nextInt(4) > 0
        ? literal
        : new Expr(
            Kind.INT, "?", literal.duck(), literal.click(), List.of((long) rows), true, true);
  }
}
