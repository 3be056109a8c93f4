package io.timestore.calcite.proof.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts a statement together in our SQL, in DuckDB's and in ClickHouse's. */
final class SqlText {
  private final StringBuilder ours = new StringBuilder();
  private final StringBuilder duck = new StringBuilder();
  private final StringBuilder click = new StringBuilder();
  private final List<@Nullable Object> parameters = new ArrayList<>();
  private boolean inClickHouse = true;
  private boolean exact = true;
  private boolean standard = true;

  SqlText add(String text) {
    ours.append(text);
    duck.append(text);
    click.append(text);
    return this;
  }

  SqlText add(Expr part) {
    ours.append(part.ours());
    duck.append(part.duck());
    click.append(part.click());
    inClickHouse &= part.click() != null;
    parameters.addAll(part.parameters());
    exact &= part.exact();
    standard &= part.standard();
    return this;
  }

  SqlText addAll(List<Expr> parts, String between) {
    for (int i = 0; i < parts.size(); i++) {
      add(i == 0 ? "" : between).add(parts.get(i));
    }
    return this;
  }

  Expr end() {
    return new Expr(
        Kind.BOOL,
        ours.toString(),
        duck.toString(),
        inClickHouse ? click.toString() : null,
        parameters,
        exact,
        standard);
  }
}
