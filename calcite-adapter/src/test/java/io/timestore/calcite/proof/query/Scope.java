package io.timestore.calcite.proof.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The columns that an expression may use. */
record Scope(List<Expr> columns) {
  Scope {
    columns = List.copyOf(columns);
  }

  /** The columns of the tables t, r and e under an alias. */
  static Scope of(String table, String alias) {
    List<Expr> columns = new ArrayList<>();
    if (table.equals("t")) {
      add(columns, alias, Kind.TIME, "ts", "m", "seen");
      add(columns, alias, Kind.INT, "id", "i", "added");
      add(columns, alias, Kind.TEXT, "k", "s", "tag", "j");
      add(columns, alias, Kind.BIG, "big");
      add(columns, alias, Kind.DOUBLE, "d");
      add(columns, alias, Kind.WILD, "w");
      add(columns, alias, Kind.DECIMAL, "p", "rate");
      add(columns, alias, Kind.BOOL, "b", "flag");
      add(columns, alias, Kind.UUID, "u");
      add(columns, alias, Kind.DATE, "day");
      add(columns, alias, Kind.NANOS, "n");
    } else {
      add(columns, alias, Kind.TEXT, "k", "label");
      add(columns, alias, Kind.INT, "i", "extra");
      add(columns, alias, Kind.DOUBLE, "f");
      add(columns, alias, Kind.DECIMAL, "q");
      add(columns, alias, Kind.DATE, "day");
    }
    return new Scope(columns);
  }

  private static void add(List<Expr> columns, String alias, Kind kind, String... names) {
    for (String name : names) {
      columns.add(Expr.text(kind, alias + "." + name));
    }
  }

  Scope and(Scope other) {
    List<Expr> all = new ArrayList<>(columns);
    all.addAll(other.columns);
    return new Scope(all);
  }

  /** A column of a kind, null if there is none. */
  @Nullable Expr column(Kind kind, Random random) {
    List<Expr> fitting = columns.stream().filter(c -> c.kind() == kind).toList();
    return fitting.isEmpty() ? null : fitting.get(random.nextInt(fitting.size()));
  }
}
