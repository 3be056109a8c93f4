package io.timestore.calcite.proof.query;

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
  private final RandomLiterals literals;
  private boolean parameters;

  Expressions(Random random) {
    this.random = random;
    this.literals = new RandomLiterals(random);
  }

  RandomLiterals literals() {
    return literals;
  }

  /** Says whether constants may be parameters from now on, and tells whether they could before. */
  boolean parameters(boolean allowed) {
    boolean before = parameters;
    parameters = allowed;
    return before;
  }

  /** A literal, or a parameter where there may be one. */
  Expr constant(Kind kind) {
    return parameters && random.nextInt(4) == 0 ? literals.parameter(kind) : literals.literal(kind);
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
        : random.nextInt(20) == 0 ? literals.nothing(kind) : constant(kind);
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
      case 3 -> same(Kind.INT, "(%s / NULLIF(%s, 0))", "intDiv(%s, NULLIF(%s, 0))", a, leaf);
      case 4 ->
          same(Kind.INT, "MOD(%s, NULLIF(%s, 0))", "toInt64(modulo(%s, NULLIF(%s, 0)))", a, leaf);
      case 5 -> same(Kind.INT, "ABS(%s)", "toInt64(abs(%s))", a);
      case 6 -> Expr.of(Kind.INT, "(- %s)", a);
      case 7 -> Expr.of(Kind.INT, "NULLIF(%s, %s)", a, leaf);
      case 8 -> part(Kind.TIME, scope, depth);
      case 9 -> clock(scope, depth);
      case 10 -> part(Kind.DATE, scope, depth);
      case 11 ->
          Expr.of(
              Kind.INT,
              "CHAR_LENGTH(%s)",
              "length(%s)",
              "toInt64(lengthUTF8(%s))",
              of(Kind.TEXT, scope, depth));
      case 12 ->
          same(
              Kind.INT,
              "POSITION(%s IN %s)",
              "toInt64(positionUTF8(%2$s, %1$s))",
              leaf(Kind.TEXT, scope),
              of(Kind.TEXT, scope, depth));
      case 13 ->
          same(
              Kind.INT,
              "CAST(%s AS BIGINT)",
              "toInt64(round(%s))",
              of(random.nextBoolean() ? Kind.DECIMAL : Kind.DOUBLE, scope, depth));
      default -> {
        String unit = TIME_PARTS[random.nextInt(3)];
        yield Expr.of(
            Kind.INT,
            "TIMESTAMPDIFF(" + unit + ", %s, %s)",
            "date_sub('" + unit + "', %s, %s)",
            "age('" + unit + "', %s, %s)",
            leaf(Kind.TIME, scope),
            leaf(Kind.TIME, scope));
      }
    };
  }

  /** A form that is the same in DuckDB. */
  private static Expr same(Kind kind, String form, String clickForm, Expr... parts) {
    return Expr.of(kind, form, form, clickForm, parts);
  }

  /** Truncates downwards: ClickHouse's other functions drop fractions before 1970 upwards. */
  private static String truncated(String form) {
    return "toDateTime64(" + form.replace("%s", "toStartOfSecond(%s)") + ", 6, 'UTC')";
  }

  private Expr clock(Scope scope, int depth) {
    String form = "EXTRACT(" + one(TIME_PARTS) + " FROM %s)";
    return same(Kind.INT, form, "toInt64(" + form + ")", of(Kind.TIME, scope, depth));
  }

  /** The bucket of a time; ClickHouse counts days and weeks from another one. */
  private Expr bucket(Expr time) {
    String width = one(new String[] {"'5' MINUTE", "'6' HOUR", "'3' DAY", "'7' DAY", "'1' MONTH"});
    String form = "time_bucket(INTERVAL " + width + ", %s)";
    String click =
        width.contains("HOUR") || width.contains("MINUTE")
            ? truncated("toStartOfInterval(%s, INTERVAL " + width + ")")
            : null;
    return Expr.of(Kind.TIME, form, form, click, time);
  }

  private Expr part(Kind of, Scope scope, int depth) {
    String part = one(PARTS).replace("DOW", "ISODOW").replace("ISOISO", "ISO");
    String click =
        switch (part) {
          case "WEEK" -> "toInt64(toISOWeek(%s))";
          case "DOY" -> "toInt64(toDayOfYear(%s))";
          case "ISODOW" -> "toInt64(toDayOfWeek(%s))";
          default -> "toInt64(EXTRACT(" + part + " FROM %s))";
        };
    return same(Kind.INT, "EXTRACT(" + part + " FROM %s)", click, of(of, scope, depth));
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
      case 5 ->
          same(Kind.DECIMAL, "CAST(%s AS DECIMAL(14,1))", "CAST(round(%s, 1) AS DECIMAL(14,1))", a);
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
      case 1 -> same(Kind.TEXT, "UPPER(%s)", "upperUTF8(%s)", a);
      case 2 -> same(Kind.TEXT, "LOWER(%s)", "lowerUTF8(%s)", a);
      case 3 ->
          same(
              Kind.TEXT,
              "SUBSTRING(%s FROM " + n + " FOR 2)",
              "substringUTF8(%s, " + n + ", 2)",
              a);
      case 4 -> same(Kind.TEXT, "SUBSTRING(%s FROM " + n + ")", "substringUTF8(%s, " + n + ")", a);
      case 5 -> Expr.of(Kind.TEXT, "TRIM(%s)", a);
      case 6 -> Expr.of(Kind.TEXT, "REPLACE(%s, 'a', %s)", a, leaf);
      case 7 ->
          random.nextBoolean()
              ? Expr.of(Kind.TEXT, "CAST(%s AS VARCHAR)", of(Kind.INT, scope, depth))
              : Expr.of(Kind.TEXT, "CAST(%s AS VARCHAR)", column(Kind.DECIMAL, scope))
                  .notInClickHouse();
      case 8 -> Expr.of(Kind.TEXT, "CAST(%s AS VARCHAR)", of(Kind.DATE, scope, depth));
      case 9 -> same(Kind.TEXT, "LEFT(%s, " + n + ")", "leftUTF8(%s, " + n + ")", a);
      case 10 -> same(Kind.TEXT, "RIGHT(%s, " + n + ")", "rightUTF8(%s, " + n + ")", a);
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
            "toDate32(date_trunc('" + unit + "', %s))",
            a);
      }
      default -> same(Kind.DATE, "CAST(%s AS DATE)", "toDate32(%s)", of(Kind.TIME, scope, depth));
    };
  }

  private static Expr interval(Kind kind, Expr a, int n, String unit, String duckAround) {
    String form = "(%s " + (n < 0 ? "-" : "+") + " INTERVAL '" + Math.abs(n) + "' " + unit + ")";
    return Expr.of(kind, form, String.format(duckAround, form), form, a);
  }

  private Expr time(Scope scope, int depth) {
    Expr a = of(Kind.TIME, scope, depth);
    int n = random.nextInt(40) - 20;
    return switch (random.nextInt(8)) {
      case 0 -> interval(Kind.TIME, a, n, "DAY", "%s");
      case 1 -> interval(Kind.TIME, a, n, random.nextBoolean() ? "HOUR" : "SECOND", "%s");
      case 2 -> interval(Kind.TIME, a, n, "MONTH", "%s");
      case 3 -> {
        String unit = one(TIME_UNITS);
        yield Expr.of(
            Kind.TIME,
            "FLOOR(%s TO " + unit + ")",
            "CAST(date_trunc('" + unit + "', %s) AS TIMESTAMP)",
            truncated("date_trunc('" + unit + "', %s)"),
            a);
      }
      case 4 ->
          same(
              Kind.TIME,
              "CAST(%s AS TIMESTAMP)",
              "toDateTime64(%s, 6, 'UTC')",
              of(Kind.DATE, scope, depth));
      case 5 -> {
        String unit = one(TIME_UNITS);
        String form = "date_trunc('" + unit + "', %s)";
        String duck = "CAST(" + form + " AS TIMESTAMP)";
        yield Expr.of(Kind.TIME, form, duck, truncated(form), a);
      }
      case 6 -> bucket(a);
      default -> {
        String unit = random.nextBoolean() ? "MINUTE" : "DAY";
        String added = "(%s + INTERVAL (" + n + ") " + unit + ")";
        yield Expr.of(Kind.TIME, "TIMESTAMPADD(" + unit + ", " + n + ", %s)", added, added, a);
      }
    };
  }
}
