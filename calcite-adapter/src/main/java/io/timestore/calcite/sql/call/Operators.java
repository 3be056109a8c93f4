package io.timestore.calcite.sql.call;

import io.timestore.calcite.sql.DetachedQuery;
import io.timestore.calcite.sql.Refusals;
import io.timestore.calcite.sql.aggregate.AggregateCalls;
import io.timestore.calcite.sql.aggregate.AggregateFunctions;
import io.timestore.calcite.sql.aggregate.WindowCalls;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;

/**
 * The allow-list: every operator and function that statements may use, with the way it is written.
 * An operator that is not here is refused, because ClickHouse may compute something else under the
 * same name. Immutable after class loading.
 */
public final class Operators {
  private static final Map<SqlOperator, CallWriter> WRITERS = new HashMap<>();

  static {
    LogicCalls.register(WRITERS);
    ArithmeticCalls.register(WRITERS);
    TextCalls.register(WRITERS);
    TimeCalls.register(WRITERS);
    Casts.register(WRITERS);
    ScalarFunctions.register(WRITERS);
    TimeSeries.register(WRITERS);
    TimeTicks.register(WRITERS);
  }

  private Operators() {}

  /** The names of all that is written, aggregates and window functions too. */
  public static Set<String> names() {
    Set<String> names = new TreeSet<>(List.of("GROUPING", "LITERAL_AGG", "locf", "OVER"));
    WRITERS.keySet().forEach(operator -> names.add(operator.getName()));
    names.addAll(ArrayCalls.names());
    AggregateFunctions.operators().forEach(operator -> names.add(operator.getName()));
    AggregateCalls.kinds().forEach(kind -> names.add(nameOf(kind)));
    WindowCalls.KINDS.forEach(kind -> names.add(nameOf(kind)));
    return names;
  }

  public static String nameOf(SqlKind kind) {
    return kind == SqlKind.SUM0 ? "$SUM0" : kind.name();
  }

  static CallWriter writerOf(RexCall call) {
    if (call.getOperator() instanceof DetachedQuery query) {
      return query;
    }
    CallWriter ofArrays = ArrayCalls.writerOf(call);
    CallWriter writer = ofArrays == null ? WRITERS.get(call.getOperator()) : ofArrays;
    if (writer == null) {
      throw Refusals.unsupported("the function or operator " + call.getOperator().getName());
    }
    return writer;
  }
}
