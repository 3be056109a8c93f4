package io.timestore.calcite.proof.query;

import java.util.Random;

/** Makes random window functions over the table t, whose rows {@code id} tells apart. */
final class Windows {
  private final Random random;
  private final Expressions expressions;

  Windows(Random random, Expressions expressions) {
    this.random = random;
    this.expressions = expressions;
  }

  Expr of(Scope scope) {
    Expr id =
        scope.columns().stream().filter(c -> c.ours().endsWith(".id")).findFirst().orElseThrow();
    Expr number = expressions.of(Kind.INT, scope, 1);
    Expr part = expressions.leaf(Kind.TEXT, scope);
    Expr key = expressions.of(random.nextBoolean() ? Kind.INT : Kind.DATE, scope, 0);
    if (!part.ours().contains(".") || !key.ours().contains(".")) {
      return Expr.of(Kind.INT, "ROW_NUMBER() OVER (ORDER BY %s)", id);
    }
    String partition = random.nextInt(3) == 0 ? "" : "PARTITION BY " + part.ours() + " ";
    if (random.nextInt(5) == 0) {
      return range(scope, partition, number);
    }
    String direction = random.nextBoolean() ? " DESC" : random.nextBoolean() ? " NULLS FIRST" : "";
    String order = "ORDER BY " + key.ours() + direction;
    String frame = " OVER (" + partition + order + ", " + id.ours() + rows() + ")";
    String total = " OVER (" + partition + order + ", " + id.ours() + ")";
    int n = 1 + random.nextInt(3);
    return switch (random.nextInt(12)) {
      case 0 -> call("ROW_NUMBER()" + total);
      case 1 -> call("RANK() OVER (" + partition + order + ")");
      case 2 -> call("DENSE_RANK() OVER (" + partition + order + ")");
      case 3 -> call("NTILE(" + n + ")" + total);
      case 4 -> call("COUNT(*)" + frame);
      case 5 -> call("SUM(%s)" + frame, number);
      case 6 -> call("MIN(%s)" + frame, number);
      case 7 -> called("LAG(%s, " + n + ")", "LAG(toNullable(%s), " + n + ")", total, number);
      case 8 -> call("LEAD(%s, " + n + ", -1)" + total, number).notInClickHouse();
      case 9 -> called("FIRST_VALUE(%s)", "FIRST_VALUE(%s) RESPECT NULLS", frame, number);
      case 10 -> called("LAST_VALUE(%s)", "LAST_VALUE(%s) RESPECT NULLS", frame, number);
      default -> call("SUM(%s) OVER (" + partition.strip() + ")", number);
    };
  }

  /** In ClickHouse NULL stands behind all values, in either direction, if nothing else is said. */
  private static Expr call(String form, Expr... number) {
    String click =
        form.replace(" DESC,", " DESC NULLS FIRST,").replace(" DESC)", " DESC NULLS FIRST)");
    return Expr.of(Kind.INT, form, form, click, number);
  }

  private static Expr called(String function, String clickFunction, String over, Expr number) {
    Expr call = call(function + over, number);
    Expr there = call(clickFunction + over, number);
    return new Expr(
        Kind.INT,
        call.ours(),
        call.duck(),
        there.click(),
        call.parameters(),
        call.exact(),
        call.standard());
  }

  /** A frame of rows, or the usual one. */
  private String rows() {
    int near = random.nextInt(3);
    int far = near + random.nextInt(3);
    return switch (random.nextInt(8)) {
      case 0, 1 -> "";
      case 2 -> " ROWS BETWEEN " + far + " PRECEDING AND CURRENT ROW";
      case 3 -> " ROWS BETWEEN " + near + " PRECEDING AND " + far + " FOLLOWING";
      case 4 -> " ROWS BETWEEN " + far + " PRECEDING AND " + near + " PRECEDING";
      case 5 -> " ROWS BETWEEN " + near + " FOLLOWING AND " + far + " FOLLOWING";
      case 6 -> " ROWS BETWEEN UNBOUNDED PRECEDING AND " + near + " FOLLOWING";
      default -> " ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING";
    };
  }

  /**
   * A frame by the distance of values; ClickHouse has none over nullable ones, nor by intervals.
   */
  private Expr range(Scope scope, String partition, Expr number) {
    Kind kind = random.nextInt(3) == 0 ? Kind.DATE : random.nextBoolean() ? Kind.INT : Kind.TIME;
    Expr key = scope.column(kind, random);
    if (key == null) {
      return call("SUM(%s) OVER (" + partition.strip() + ")", number);
    }
    int n = 1 + random.nextInt(20);
    String offset =
        switch (kind) {
          case DATE -> "INTERVAL '" + n * 50 + "' DAY";
          case TIME -> "INTERVAL '" + n + "' " + (random.nextBoolean() ? "DAY" : "HOUR");
          default -> String.valueOf(n);
        };
    String frame =
        switch (random.nextInt(4)) {
          case 0 -> offset + " PRECEDING AND CURRENT ROW";
          case 1 -> offset + " PRECEDING AND " + offset + " FOLLOWING";
          case 2 -> "CURRENT ROW AND " + offset + " FOLLOWING";
          default -> "UNBOUNDED PRECEDING AND " + offset + " PRECEDING";
        };
    String function =
        random.nextBoolean() ? "COUNT(%s)" : random.nextBoolean() ? "SUM(%s)" : "MAX(%s)";
    String direction = random.nextInt(3) == 0 ? " DESC" : "";
    String over =
        " OVER ("
            + partition
            + "ORDER BY "
            + key.ours()
            + direction
            + " RANGE BETWEEN "
            + frame
            + ")";
    return call(function + over, number).notInClickHouse();
  }
}
