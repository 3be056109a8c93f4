package io.timestore.calcite.proof;

import java.util.List;
import java.util.Random;

/** Makes random conditions. */
final class Predicates {
  private static final String[] SIGNS = {"=", "<>", "<", "<=", ">", ">="};
  private static final Kind[] COMPARED = {
    Kind.INT,
    Kind.INT,
    Kind.BIG,
    Kind.DOUBLE,
    Kind.WILD,
    Kind.DECIMAL,
    Kind.DECIMAL,
    Kind.TEXT,
    Kind.TEXT,
    Kind.BOOL,
    Kind.UUID,
    Kind.DATE,
    Kind.TIME,
    Kind.NANOS
  };

  private final Expressions expressions;
  private final Random random;
  private final boolean parameters;

  Predicates(Expressions expressions, Random random) {
    this(expressions, random, false);
  }

  /**
   * @param parameters whether constants may be parameters
   */
  Predicates(Expressions expressions, Random random, boolean parameters) {
    this.expressions = expressions;
    this.random = random;
    this.parameters = parameters;
  }

  Expr of(Scope scope, int depth) {
    int connective = depth > 0 ? random.nextInt(8) : -1;
    return switch (connective) {
      case 0 -> Expr.of(Kind.BOOL, "(%s AND %s)", of(scope, depth - 1), of(scope, depth - 1));
      case 1 -> Expr.of(Kind.BOOL, "(%s OR %s)", of(scope, depth - 1), of(scope, depth - 1));
      case 2 -> Expr.of(Kind.BOOL, "(NOT %s)", of(scope, depth - 1));
      case 3 -> truth(scope, depth - 1);
      default -> simple(scope, depth);
    };
  }

  private Expr simple(Scope scope, int depth) {
    Kind kind = kind(scope);
    Expr a = expressions.of(kind, scope, depth);
    return switch (random.nextInt(9)) {
      case 0 -> Expr.of(Kind.BOOL, "(%s IS NULL)", a);
      case 1 -> Expr.of(Kind.BOOL, "(%s IS NOT NULL)", a);
      case 2 -> in(a, scope);
      case 3 ->
          Expr.of(
              Kind.BOOL,
              "(%s BETWEEN %s AND %s)",
              a,
              comparand(kind, scope),
              comparand(kind, scope));
      case 4 -> distinct(a, kind, scope);
      case 5 -> like(scope, depth);
      default -> Expr.of(Kind.BOOL, "(%s " + sign() + " %s)", a, comparand(kind, scope));
    };
  }

  private String sign() {
    return SIGNS[random.nextInt(SIGNS.length)];
  }

  private Kind kind(Scope scope) {
    for (int i = 0; i < 5; i++) {
      Kind kind = COMPARED[random.nextInt(COMPARED.length)];
      if (scope.column(kind, random) != null) {
        return kind;
      }
    }
    return Kind.INT;
  }

  private Expr truth(Scope scope, int depth) {
    Expr a = of(scope, depth);
    return switch (random.nextInt(5)) {
      case 0 -> Expr.of(Kind.BOOL, "(%s IS TRUE)", a);
      case 1 -> Expr.of(Kind.BOOL, "(%s IS NOT TRUE)", a);
      case 2 -> Expr.of(Kind.BOOL, "(%s IS FALSE)", a);
      case 3 -> Expr.of(Kind.BOOL, "(%s IS NOT FALSE)", a);
      default -> Expr.of(Kind.BOOL, "(%s IS UNKNOWN)", "(%s IS NULL)", a);
    };
  }

  private Expr comparand(Kind kind, Scope scope) {
    if (parameters && random.nextInt(3) == 0) {
      return expressions.literals().parameter(kind);
    }
    return random.nextInt(3) == 0
        ? expressions.of(kind, scope, 1)
        : random.nextInt(25) == 0
            ? expressions.literals().nothing(kind)
            : expressions.literals().literal(kind);
  }

  private Expr in(Expr a, Scope scope) {
    String word = random.nextInt(3) == 0 ? "NOT IN" : "IN";
    List<Expr> values =
        List.of(comparand(a.kind(), scope), comparand(a.kind(), scope), comparand(a.kind(), scope));
    String more = random.nextInt(6) == 0 ? ", NULL" : "";
    return Expr.of(
        Kind.BOOL,
        "(%s " + word + " (%s, %s, %s" + more + "))",
        a,
        values.get(0),
        values.get(1),
        values.get(2));
  }

  private Expr distinct(Expr a, Kind kind, Scope scope) {
    String word = random.nextBoolean() ? "IS DISTINCT FROM" : "IS NOT DISTINCT FROM";
    return Expr.of(Kind.BOOL, "(%s " + word + " %s)", a, comparand(kind, scope));
  }

  private Expr like(Scope scope, int depth) {
    String word = random.nextInt(3) == 0 ? "NOT LIKE" : "LIKE";
    return Expr.of(
        Kind.BOOL,
        "(%s " + word + " %s)",
        expressions.of(Kind.TEXT, scope, depth - 1),
        expressions.literals().pattern());
  }
}
