package io.timestore.calcite.proof;

import java.util.Random;

/** Makes random expressions over a scope. Nothing that it makes is an error for any row. */
final class Expressions {
  private static final String[] TIME_UNITS = {
    "YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "HOUR", "MINUTE", "SECOND"
  };
  private static final String[] DATE_UNITS = {"YEAR", "QUARTER", "MONTH", "WEEK", "DAY"};
  private static final String[] PARTS = {
    "YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "DOY", "ISODOW", "DOW"
  };
  private static final String[] TIME_PARTS = {"HOUR", "MINUTE", "SECOND"};

  private final Random random;
  private final Literals literals;

  Expressions(Random random) {
    this.random = random;
    this.literals = new Literals(random);
  }

  Literals literals() {
    return literals;
  }

  /** An expression of a kind, at most so deep. */
  Expr of(Kind kind, Scope scope, int depth) {
    if (depth <= 0 || random.nextInt(3) == 0) {
      return leaf(kind, scope);
    }
    int choice = random.nextInt(8);
    if (choice == 0) {
      return choice(kind, scope, depth - 1);
    }
    if (choice == 1) {
      return Expr.of(
          kind, "COALESCE(%s, %s)", of(kind, scope, depth - 1), of(kind, scope, depth - 1));
    }
    return switch (kind) {
      case INT -> integer(scope, depth - 1);
      case DOUBLE -> real(scope, depth - 1);
      case DECIMAL -> decimal(scope, depth - 1);
      case TEXT -> text(scope, depth - 1);
      case BOOL -> new Predicates(this, random).of(scope, depth - 1);
      case DATE -> date(scope, depth - 1);
      case TIME -> time(scope, depth - 1);
      case BIG, WILD, UUID, NANOS -> leaf(kind, scope);
    };
  }

  Expr leaf(Kind kind, Scope scope) {
    Expr column = random.nextInt(6) == 0 ? null : scope.column(kind, random);
    return column != null
        ? column
        : random.nextInt(20) == 0 ? literals.nothing(kind) : literals.literal(kind);
  }

  /** A column of a table, whose type is known to the last digit, or NULL. */
  private Expr column(Kind kind, Scope scope) {
    Expr column = scope.column(kind, random);
    boolean derived = column == null || column.ours().matches(".*\\.c\\d+");
    return derived ? literals.nothing(kind) : column;
  }

  private Expr choice(Kind kind, Scope scope, int depth) {
    Expr condition = new Predicates(this, random).of(scope, depth);
    return random.nextInt(4) == 0
        ? Expr.of(kind, "CASE WHEN %s THEN %s END", condition, of(kind, scope, depth))
        : Expr.of(
            kind,
            "CASE WHEN %s THEN %s ELSE %s END",
            condition,
            of(kind, scope, depth),
            of(kind, scope, depth));
  }

  private String one(String[] texts) {
    return texts[random.nextInt(texts.length)];
  }

  private Expr integer(Scope scope, int depth) {
    Expr a = of(Kind.INT, scope, depth);
    Expr leaf = leaf(Kind.INT, scope);
    return switch (random.nextInt(15)) {
      case 0 -> Expr.of(Kind.INT, "(%s + %s)", a, leaf);
      case 1 -> Expr.of(Kind.INT, "(%s - %s)", a, leaf);
      case 2 -> Expr.of(Kind.INT, "(%s * %s)", leaf(Kind.INT, scope), leaf);
      case 3 -> Expr.of(Kind.INT, "(%s / NULLIF(%s, 0))", a, leaf);
      case 4 -> Expr.of(Kind.INT, "MOD(%s, NULLIF(%s, 0))", a, leaf);
      case 5 -> Expr.of(Kind.INT, "ABS(%s)", a);
      case 6 -> Expr.of(Kind.INT, "(- %s)", a);
      case 7 -> Expr.of(Kind.INT, "NULLIF(%s, %s)", a, leaf);
      case 8 -> part(Kind.TIME, scope, depth);
      case 9 ->
          Expr.of(
              Kind.INT, "EXTRACT(" + one(TIME_PARTS) + " FROM %s)", of(Kind.TIME, scope, depth));
      case 10 -> part(Kind.DATE, scope, depth);
      case 11 -> Expr.of(Kind.INT, "CHAR_LENGTH(%s)", "length(%s)", of(Kind.TEXT, scope, depth));
      case 12 ->
          Expr.of(
              Kind.INT, "POSITION(%s IN %s)", leaf(Kind.TEXT, scope), of(Kind.TEXT, scope, depth));
      case 13 ->
          Expr.of(
              Kind.INT,
              "CAST(%s AS BIGINT)",
              of(random.nextBoolean() ? Kind.DECIMAL : Kind.DOUBLE, scope, depth));
      default -> {
        String unit = TIME_PARTS[random.nextInt(3)];
        yield Expr.of(
            Kind.INT,
            "TIMESTAMPDIFF(" + unit + ", %s, %s)",
            "date_sub('" + unit + "', %s, %s)",
            leaf(Kind.TIME, scope),
            leaf(Kind.TIME, scope));
      }
    };
  }

  private Expr part(Kind of, Scope scope, int depth) {
    String part = one(PARTS).replace("DOW", "ISODOW").replace("ISOISO", "ISO");
    return Expr.of(Kind.INT, "EXTRACT(" + part + " FROM %s)", of(of, scope, depth));
  }

  private Expr real(Scope scope, int depth) {
    Expr a = of(Kind.DOUBLE, scope, depth);
    Expr leaf = leaf(Kind.DOUBLE, scope);
    return switch (random.nextInt(9)) {
      case 0 -> Expr.of(Kind.DOUBLE, "(%s + %s)", a, leaf);
      case 1 -> Expr.of(Kind.DOUBLE, "(%s - %s)", a, leaf);
      case 2 -> Expr.of(Kind.DOUBLE, "(%s * %s)", leaf(Kind.DOUBLE, scope), leaf);
      case 3 -> Expr.of(Kind.DOUBLE, "(%s / NULLIF(%s, 0.0E0))", a, leaf);
      case 4 -> Expr.of(Kind.DOUBLE, "ABS(%s)", a);
      case 5 -> Expr.of(Kind.DOUBLE, "FLOOR(%s)", a);
      case 6 -> Expr.of(Kind.DOUBLE, "CEIL(%s)", a);
      case 7 -> Expr.of(Kind.DOUBLE, "SQRT(ABS(%s))", a);
      default ->
          Expr.of(
              Kind.DOUBLE,
              "CAST(%s AS DOUBLE)",
              of(random.nextBoolean() ? Kind.INT : Kind.DECIMAL, scope, depth));
    };
  }

  private Expr decimal(Scope scope, int depth) {
    Expr a = of(Kind.DECIMAL, scope, depth);
    Expr leaf = leaf(Kind.DECIMAL, scope);
    return switch (random.nextInt(8)) {
      case 0 -> Expr.of(Kind.DECIMAL, "CAST(%s + %s AS DECIMAL(18,3))", a, leaf);
      case 1 -> Expr.of(Kind.DECIMAL, "CAST(%s - %s AS DECIMAL(18,3))", a, leaf);
      case 2 ->
          Expr.of(Kind.DECIMAL, "(%s * %s)", leaf(Kind.DECIMAL, scope), leaf(Kind.INT, scope));
      case 3 -> Expr.of(Kind.DECIMAL, "ABS(%s)", a);
      case 4 -> Expr.of(Kind.DECIMAL, "(- %s)", a);
      case 5 -> Expr.of(Kind.DECIMAL, "CAST(%s AS DECIMAL(14,1))", a);
      case 6 -> Expr.of(Kind.DECIMAL, "ROUND(%s, 1)", a);
      default -> Expr.of(Kind.DECIMAL, "CAST(%s AS DECIMAL(18,2))", of(Kind.INT, scope, depth));
    };
  }

  private Expr text(Scope scope, int depth) {
    Expr a = of(Kind.TEXT, scope, depth);
    Expr leaf = leaf(Kind.TEXT, scope);
    int n = 1 + random.nextInt(3);
    return switch (random.nextInt(12)) {
      case 0 -> Expr.of(Kind.TEXT, "(%s || %s)", a, leaf);
      case 1 -> Expr.of(Kind.TEXT, "UPPER(%s)", a);
      case 2 -> Expr.of(Kind.TEXT, "LOWER(%s)", a);
      case 3 -> Expr.of(Kind.TEXT, "SUBSTRING(%s FROM " + n + " FOR 2)", a);
      case 4 -> Expr.of(Kind.TEXT, "SUBSTRING(%s FROM " + n + ")", a);
      case 5 -> Expr.of(Kind.TEXT, "TRIM(%s)", a);
      case 6 -> Expr.of(Kind.TEXT, "REPLACE(%s, 'a', %s)", a, leaf);
      case 7 ->
          Expr.of(
              Kind.TEXT,
              "CAST(%s AS VARCHAR)",
              random.nextBoolean() ? of(Kind.INT, scope, depth) : column(Kind.DECIMAL, scope));
      case 8 -> Expr.of(Kind.TEXT, "CAST(%s AS VARCHAR)", of(Kind.DATE, scope, depth));
      case 9 -> Expr.of(Kind.TEXT, "LEFT(%s, " + n + ")", a);
      case 10 -> Expr.of(Kind.TEXT, "RIGHT(%s, " + n + ")", a);
      default -> Expr.of(Kind.TEXT, "NULLIF(%s, %s)", a, leaf);
    };
  }

  private Expr date(Scope scope, int depth) {
    Expr a = of(Kind.DATE, scope, depth);
    int n = random.nextInt(40) - 20;
    return switch (random.nextInt(4)) {
      case 0 -> interval(Kind.DATE, a, n, "DAY", "CAST(%s AS DATE)");
      case 1 -> interval(Kind.DATE, a, n, "MONTH", "CAST(%s AS DATE)");
      case 2 -> {
        String unit = one(DATE_UNITS);
        yield Expr.of(
            Kind.DATE,
            "FLOOR(%s TO " + unit + ")",
            "CAST(date_trunc('" + unit + "', %s) AS DATE)",
            a);
      }
      default -> Expr.of(Kind.DATE, "CAST(%s AS DATE)", of(Kind.TIME, scope, depth));
    };
  }

  private static Expr interval(Kind kind, Expr a, int n, String unit, String duckAround) {
    String form = "(%s " + (n < 0 ? "-" : "+") + " INTERVAL '" + Math.abs(n) + "' " + unit + ")";
    return Expr.of(kind, form, String.format(duckAround, form), a);
  }

  private Expr time(Scope scope, int depth) {
    Expr a = of(Kind.TIME, scope, depth);
    int n = random.nextInt(40) - 20;
    return switch (random.nextInt(5)) {
      case 0 -> interval(Kind.TIME, a, n, "DAY", "%s");
      case 1 -> interval(Kind.TIME, a, n, random.nextBoolean() ? "HOUR" : "SECOND", "%s");
      case 2 -> interval(Kind.TIME, a, n, "MONTH", "%s");
      case 3 -> {
        String unit = one(TIME_UNITS);
        yield Expr.of(
            Kind.TIME,
            "FLOOR(%s TO " + unit + ")",
            "CAST(date_trunc('" + unit + "', %s) AS TIMESTAMP)",
            a);
      }
      default -> Expr.of(Kind.TIME, "CAST(%s AS TIMESTAMP)", of(Kind.DATE, scope, depth));
    };
  }
}
