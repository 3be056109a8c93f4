package io.timestore.calcite.sql.rel;

import io.timestore.calcite.function.AggregateFunctions;
import io.timestore.calcite.sql.aggregate.AggregateCalls;
import io.timestore.calcite.sql.aggregate.WindowCalls;
import io.timestore.calcite.sql.call.Operators;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;

/** The operators that ClickHouse computes; all others are refused by the writers. Stateless. */
public final class PushedOperators {
  private PushedOperators() {}

  /** Their names, those of aggregates and window functions too. */
  public static Set<String> names() {
    Set<String> names = new TreeSet<>(List.of("GROUPING", "LITERAL_AGG", "locf", "OVER"));
    names.addAll(Operators.names());
    AggregateFunctions.own().forEach(operator -> names.add(operator.getName()));
    AggregateCalls.kinds().forEach(kind -> names.add(nameOf(kind)));
    WindowCalls.KINDS.forEach(kind -> names.add(nameOf(kind)));
    return names;
  }

  /** Under which of the {@link #names} an operator stands. */
  public static String nameOf(SqlOperator operator) {
    return operator instanceof SqlAggFunction function && !names().contains(function.getName())
        ? nameOf(function.getKind())
        : operator.getName();
  }

  private static String nameOf(SqlKind kind) {
    return kind == SqlKind.SUM0 ? "$SUM0" : kind.name();
  }
}
