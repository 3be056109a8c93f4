package io.timestore.calcite.proof;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An expression in our SQL and in DuckDB's.
 *
 * @param parameters values of the {@code ?} in our text, in order
 * @param exact whether every engine must compute the same digits
 * @param standard whether DuckDB has the same semantics
 */
record Expr(
    Kind kind,
    String ours,
    String duck,
    List<@Nullable Object> parameters,
    boolean exact,
    boolean standard) {

  /** A text that is the same in both. */
  static Expr text(Kind kind, String text) {
    return new Expr(kind, text, text, List.of(), true, kind != Kind.WILD);
  }

  /** A form that is the same in both, with a {@code %s} for each part. */
  static Expr of(Kind kind, String form, Expr... parts) {
    return of(kind, form, form, parts);
  }

  static Expr of(Kind kind, String form, String duckForm, Expr... parts) {
    List<@Nullable Object> parameters = new ArrayList<>();
    Object[] ours = new Object[parts.length];
    Object[] duck = new Object[parts.length];
    boolean exact = true;
    boolean standard = true;
    for (int i = 0; i < parts.length; i++) {
      ours[i] = parts[i].ours;
      duck[i] = parts[i].duck;
      parameters.addAll(parts[i].parameters);
      exact &= parts[i].exact;
      standard &= parts[i].standard;
    }
    return new Expr(
        kind,
        String.format(form, ours),
        String.format(duckForm, duck),
        parameters,
        exact,
        standard);
  }

  /** The same value with digits that depend on the order of computation. */
  Expr inexact() {
    return new Expr(kind, ours, duck, parameters, false, standard);
  }

  /** The same, not to be compared with DuckDB's. */
  Expr ownSemantics() {
    return new Expr(kind, ours, duck, parameters, exact, false);
  }

  Expr as(Kind other) {
    return new Expr(other, ours, duck, parameters, exact, standard);
  }
}
