package io.timestore.calcite.sql.call;

import io.timestore.calcite.function.Refusals;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.rex.RexCall;
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
    TemplateCalls.register(WRITERS);
    TimeSeriesCalls.register(WRITERS);
    TickCalls.register(WRITERS);
  }

  private Operators() {}

  /** The names of the operators that are written. */
  public static Set<String> names() {
    Set<String> names = new TreeSet<>(ArrayCalls.names());
    WRITERS.keySet().forEach(operator -> names.add(operator.getName()));
    return names;
  }

  public static CallWriter writerOf(RexCall call) {
    CallWriter ofArrays = ArrayCalls.writerOf(call);
    CallWriter writer = ofArrays == null ? WRITERS.get(call.getOperator()) : ofArrays;
    if (writer == null) {
      throw Refusals.unsupported("the function or operator " + call.getOperator().getName());
    }
    return writer;
  }
}
