package io.timestore.calcite.proof.query;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes random aggregates. */
final class Aggregates {
  private static final Kind[] EXTREMES = {
    Kind.INT,
    Kind.BIG,
    Kind.DOUBLE,
    Kind.DECIMAL,
    Kind.TEXT,
    Kind.DATE,
    Kind.TIME,
    Kind.NANOS,
    Kind.UUID,
    Kind.WILD
  };

  private final Random random;
  private final Expressions expressions;

  Aggregates(Random random, Expressions expressions) {
    this.random = random;
    this.expressions = expressions;
  }

  /**
   * An aggregate.
   *
   * @param kind of its value, null for any
   */
  Expr of(Scope scope, @Nullable Kind kind) {
    if (kind != null && kind != Kind.INT) {
      return kind == Kind.BOOL
          ? Expr.of(kind, "(COUNT(%s) > 10)", expressions.of(Kind.INT, scope, 0))
          : extreme(kind, scope);
    }
    Expr call = call(scope, kind);
    return random.nextInt(5) == 0
        ? Expr.of(
            call.kind(),
            "%s FILTER (WHERE %s)",
            call,
            new Predicates(expressions, random).of(scope, 1))
        : call;
  }

  private Expr call(Scope scope, @Nullable Kind kind) {
    int choice = random.nextInt(kind == null ? 10 : 5);
    Expr number = expressions.of(Kind.INT, scope, 1);
    return switch (choice) {
      case 0 -> Expr.text(Kind.INT, "COUNT(*)");
      case 1 -> Expr.of(Kind.INT, "COUNT(%s)", any(scope));
      case 2 -> Expr.of(Kind.INT, "COUNT(DISTINCT %s)", any(scope));
      case 3 -> Expr.of(Kind.INT, "SUM(%s)", number);
      case 4 -> Expr.of(Kind.INT, "SUM(DISTINCT %s)", number);
      case 5 -> {
        // DuckDB's has no room for digits of another scale beside it.
        String duck = "SUM(CAST(%s AS DECIMAL(20,3)))";
        Expr value = expressions.of(Kind.DECIMAL, scope, 1);
        yield Expr.of(Kind.DECIMAL, "SUM(%s)", duck, "SUM(%s)", value);
      }
      case 6 ->
          Expr.of(
                  Kind.DOUBLE,
                  "AVG(%s)",
                  expressions.of(random.nextBoolean() ? Kind.INT : Kind.DECIMAL, scope, 1))
              .inexact();
      case 7 -> {
        String[] names = {"SUM", "AVG", "STDDEV_POP", "VAR_POP", "STDDEV_SAMP", "VAR_SAMP"};
        int name = random.nextInt(names.length);
        String form = names[name] + "(%s)";
        Expr value = expressions.of(Kind.DOUBLE, scope, 1);
        // Of one value, ClickHouse's is NaN.
        yield Expr.of(Kind.DOUBLE, form, form, name < 4 ? form : null, value).inexact();
      }
      default -> extreme(EXTREMES[random.nextInt(EXTREMES.length)], scope);
    };
  }

  private Expr any(Scope scope) {
    Kind kind = EXTREMES[random.nextInt(EXTREMES.length)];
    return expressions.of(kind, scope, 1);
  }

  private Expr extreme(Kind kind, Scope scope) {
    String form = random.nextBoolean() ? "MIN(%s)" : "MAX(%s)";
    Expr value = expressions.of(kind, scope, 1);
    return Expr.of(kind, form, form, kind == Kind.UUID ? null : form, value);
  }

  /** A condition of groups. */
  Expr condition(Scope scope) {
    return switch (random.nextInt(3)) {
      case 0 -> Expr.text(Kind.BOOL, "COUNT(*) > " + random.nextInt(10));
      case 1 -> Expr.of(Kind.BOOL, "SUM(%s) > 5", expressions.of(Kind.INT, scope, 1));
      default -> Expr.of(Kind.BOOL, "MIN(%s) IS NOT NULL", expressions.of(Kind.DECIMAL, scope, 0));
    };
  }
}
