package io.timestore.calcite.proof.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An expression in our SQL, in DuckDB's and in ClickHouse's.
 *
 * @param click null if ClickHouse has another meaning, or none
 * @param parameters values of the {@code ?} in our text, in order
 * @param exact whether every engine must compute the same digits
 * @param standard whether DuckDB has the same semantics
 */
public record Expr(
    Kind kind,
    String ours,
    String duck,
    @Nullable String click,
    List<@Nullable Object> parameters,
    boolean exact,
    boolean standard) {

  /** A text that is the same in all. */
  public static Expr text(Kind kind, String text) {
    return text(kind, text, text, text);
  }

  /** A text without parts. */
  public static Expr text(Kind kind, String ours, String duck, @Nullable String click) {
    return new Expr(kind, ours, duck, click, List.of(), true, kind != Kind.WILD);
  }

  /** A form that is the same in all, with a {@code %s} for each part. */
  public static Expr of(Kind kind, String form, Expr... parts) {
    return of(kind, form, form, form, parts);
  }

  public static Expr of(
      Kind kind, String form, String duckForm, @Nullable String clickForm, Expr... parts) {
    List<@Nullable Object> parameters = new ArrayList<>();
    Object[] ours = new Object[parts.length];
    Object[] duck = new Object[parts.length];
    @Nullable Object[] click = new @Nullable Object[parts.length];
    boolean comparable = clickForm != null;
    boolean exact = true;
    boolean standard = true;
    for (int i = 0; i < parts.length; i++) {
      ours[i] = parts[i].ours;
      duck[i] = parts[i].duck;
      click[i] = parts[i].click;
      comparable &= click[i] != null;
      parameters.addAll(parts[i].parameters);
      exact &= parts[i].exact;
      standard &= parts[i].standard;
    }
    return new Expr(
        kind,
        String.format(form, ours),
        String.format(duckForm, duck),
        clickForm == null || !comparable ? null : String.format(clickForm, click),
        parameters,
        exact,
        standard);
  }

  /** The same value with digits that depend on the order of computation. */
  Expr inexact() {
    return new Expr(kind, ours, duck, click, parameters, false, standard);
  }

  /** The same, not to be compared with DuckDB's. */
  Expr ownSemantics() {
    return new Expr(kind, ours, duck, click, parameters, exact, false);
  }

  /** The same, not to be compared with ClickHouse's. */
  Expr notInClickHouse() {
    return new Expr(kind, ours, duck, null, parameters, exact, standard);
  }

  Expr as(Kind other) {
    return new Expr(other, ours, duck, click, parameters, exact, standard);
  }
}
