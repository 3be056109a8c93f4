package io.timestore.calcite.proof.query;

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

  Predicates(Expressions expressions, Random random) {
    this.expressions = expressions;
    this.random = random;
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
          compared("(%s BETWEEN %s AND %s)", a, comparand(kind, scope), comparand(kind, scope));
      case 4 -> distinct(a, kind, scope);
      case 5 -> like(scope, depth);
      default -> compared("(%s " + sign() + " %s)", a, comparand(kind, scope));
    };
  }

  /** ClickHouse orders UUIDs by their second half. */
  private static Expr compared(String form, Expr... operands) {
    boolean uuids = operands[0].kind() == Kind.UUID;
    return Expr.of(
        Kind.BOOL, form, form, uuids ? form.replace("%s", "toString(%s)") : form, operands);
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
      case 0 -> truth("(%s IS TRUE)", "ifNull(%s, false)", a);
      case 1 -> truth("(%s IS NOT TRUE)", "(NOT ifNull(%s, false))", a);
      case 2 -> truth("(%s IS FALSE)", "(NOT ifNull(%s, true))", a);
      case 3 -> truth("(%s IS NOT FALSE)", "ifNull(%s, true)", a);
      default -> Expr.of(Kind.BOOL, "(%s IS UNKNOWN)", "(%s IS NULL)", "(%s IS NULL)", a);
    };
  }

  private static Expr truth(String form, String clickForm, Expr a) {
    return Expr.of(Kind.BOOL, form, form, clickForm, a);
  }

  private Expr comparand(Kind kind, Scope scope) {
    return random.nextInt(3) == 0
        ? expressions.of(kind, scope, 1)
        : random.nextInt(25) == 0
            ? expressions.literals().nothing(kind)
            : expressions.constant(kind);
  }

  private Expr in(Expr a, Scope scope) {
    String word = random.nextInt(3) == 0 ? "NOT IN" : "IN";
    List<Expr> values =
        List.of(comparand(a.kind(), scope), comparand(a.kind(), scope), comparand(a.kind(), scope));
    String more = random.nextInt(6) == 0 ? ", NULL" : "";
    String form = "(%s " + word + " (%s, %s, %s" + more + "))";
    String compared =
        word.equals("IN")
            ? "%1$s = %2$s OR %1$s = %3$s OR %1$s = %4$s"
            : "%1$s <> %2$s AND %1$s <> %3$s AND %1$s <> %4$s";
    String unknown = more.isEmpty() ? "" : word.equals("IN") ? " OR NULL" : " AND NULL";
    return Expr.of(
        Kind.BOOL,
        form,
        form,
        "(" + compared + unknown + ")",
        a,
        values.get(0),
        values.get(1),
        values.get(2));
  }

  private Expr distinct(Expr a, Kind kind, Scope scope) {
    String word = random.nextBoolean() ? "IS DISTINCT FROM" : "IS NOT DISTINCT FROM";
    String form = "(%s " + word + " %s)";
    String click = word.contains("NOT") ? "(%s <=> %s)" : "(NOT (%s <=> %s))";
    return Expr.of(Kind.BOOL, form, form, click, a, comparand(kind, scope));
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
