package io.timestore.calcite.proof;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes random queries over the tables of {@link SampleData}. */
final class QueryGenerator {
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

  QueryGenerator(Random random) {
    this.random = random;
    this.expressions = new Expressions(random);
    this.sources = new Sources(random, expressions, this);
    this.aggregates = new Aggregates(random, expressions);
  }

  /** A whole statement. */
  Query statement() {
    Query query = random.nextInt(7) == 0 ? combination() : select(null, 2, true);
    return random.nextInt(3) == 0 ? query : ordered(query);
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
    List<Expr> where = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      where.add(
          random.nextInt(5) == 0
              ? sources.membership(source.scope())
              : new Predicates(expressions, random, parameters).of(source.scope(), depth));
    }
    if (random.nextInt(5) < 2) {
      return aggregation(kinds, source, where);
    }
    boolean windows = kinds == null && source.table() && random.nextInt(4) == 0;
    List<Expr> list = new ArrayList<>();
    int columns = kinds == null ? 1 + random.nextInt(4) : kinds.size();
    for (int i = 0; i < columns; i++) {
      Kind kind = kinds == null ? KINDS[random.nextInt(KINDS.length)] : kinds.get(i);
      list.add(
          windows && i > 0
              ? new Windows(random, expressions).of(source.scope())
              : random.nextInt(20) == 0 && kind == Kind.INT
                  ? sources.scalar(source.scope())
                  : expressions.of(kind, source.scope(), depth));
    }
    boolean distinct = !windows && random.nextInt(6) == 0;
    return new Query(
        list, distinct, source.text(), where, null, "", List.of(), List.of(), -1, 0, "", null);
  }

  private Query aggregation(@Nullable List<Kind> kinds, Sources.Source source, List<Expr> where) {
    List<Expr> keys = new ArrayList<>();
    int keyCount = kinds == null ? random.nextInt(3) : kinds.size();
    for (int i = 0; i < keyCount; i++) {
      Kind kind = kinds == null ? KEYS[random.nextInt(KEYS.length)] : kinds.get(i);
      Expr column = source.scope().column(kind, random);
      keys.add(
          column != null && (kinds != null || random.nextInt(3) > 0)
              ? column
              : column == null
                  ? expressions.literals().literal(kind)
                  : expressions.of(kind, source.scope(), 1));
    }
    boolean constant = keys.stream().anyMatch(k -> !k.ours().matches("(?s).*\\ba\\d+\\..*"));
    boolean twice = keys.stream().map(Expr::ours).distinct().count() < keys.size();
    if (constant || twice) {
      keys.clear();
    }
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
    return new Query(
        list, false, source.text(), where, keys, grouping, having, List.of(), -1, 0, "", null);
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
    List<String> order = new ArrayList<>();
    for (int i = 0; i < query.list().size(); i++) {
      String[] ends = {
        "", " DESC", " NULLS FIRST", " DESC NULLS LAST", " ASC", " DESC NULLS FIRST"
      };
      order.add("c" + i + ends[random.nextInt(ends.length)]);
    }
    Collections.shuffle(order, random);
    boolean limited = query.statement().exact() && random.nextInt(3) > 0;
    int limit = limited ? random.nextInt(12) : -1;
    int offset = limited && random.nextInt(3) == 0 ? random.nextInt(5) : 0;
    return query.withOrder(
        order, limited && random.nextInt(6) == 0 && offset > 0 ? -1 : limit, offset);
  }
}
