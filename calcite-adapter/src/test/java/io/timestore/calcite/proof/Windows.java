package io.timestore.calcite.proof;

import java.util.Random;

/** Makes random window functions over the table t, whose rows {@code id} tells apart. */
final class Windows {
  private static final String[] FRAMES = {
    "",
    " ROWS BETWEEN 2 PRECEDING AND CURRENT ROW",
    " ROWS BETWEEN 1 PRECEDING AND 3 FOLLOWING",
    " ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING",
    " ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING"
  };

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
    String direction = random.nextBoolean() ? " DESC" : random.nextBoolean() ? " NULLS FIRST" : "";
    String partition = random.nextInt(3) == 0 ? "" : "PARTITION BY " + part.ours() + " ";
    String total = " OVER (" + partition + "ORDER BY " + key.ours() + direction + ", " + id.ours();
    String frame = FRAMES[random.nextInt(FRAMES.length)];
    if (!part.ours().contains(".") || !key.ours().contains(".")) {
      return Expr.of(Kind.INT, "ROW_NUMBER() OVER (ORDER BY %s)", id);
    }
    int n = 1 + random.nextInt(3);
    String form =
        switch (random.nextInt(12)) {
          case 0 -> "ROW_NUMBER()" + total + ")";
          case 1 -> "RANK() OVER (" + partition + "ORDER BY " + key.ours() + direction + ")";
          case 2 -> "DENSE_RANK() OVER (" + partition + "ORDER BY " + key.ours() + direction + ")";
          case 3 -> "NTILE(" + n + ")" + total + ")";
          case 4 -> "COUNT(*)" + total + frame + ")";
          case 5 -> "SUM(%s)" + total + frame + ")";
          case 6 -> "MIN(%s)" + total + frame + ")";
          case 7 -> "LAG(%s, " + n + ")" + total + ")";
          case 8 -> "LEAD(%s, " + n + ", -1)" + total + ")";
          case 9 -> "FIRST_VALUE(%s)" + total + frame + ")";
          case 10 -> "LAST_VALUE(%s)" + total + frame + ")";
          default -> "SUM(%s) OVER (" + (partition.isEmpty() ? "" : partition.strip()) + ")";
        };
    return form.contains("%s") ? Expr.of(Kind.INT, form, number) : Expr.text(Kind.INT, form);
  }
}
