package io.timestore.calcite.sql.aggregate;

import io.timestore.calcite.function.AggregateFunctions;
import io.timestore.calcite.function.Refusals;
import io.timestore.calcite.sql.TypeNames;
import io.timestore.calcite.sql.call.Literals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.sql.SqlAggFunction;
import org.jspecify.annotations.Nullable;

/** ClickHouse's own aggregates and those of time series, one form each. Immutable. */
final class OwnAggregates {
  /** How the calls of a function are written. */
  private interface Form {
    AggregateText write(List<AggregateCalls.Argument> arguments, AggregateCalls.Options options);
  }

  private static final Map<SqlAggFunction, Form> FORMS = new LinkedHashMap<>();

  static {
    for (String name :
        List.of("uniq", "uniqCombined", "uniqCombined64", "uniqHLL12", "uniqExact")) {
      form(name, (a, o) -> counted(name, a, o));
    }
    for (String name :
        List.of(
            "",
            "TDigest",
            "ExactInclusive",
            "ExactExclusive",
            "BFloat16",
            "Exact",
            "ExactLow",
            "ExactHigh")) {
      form("quantile" + name, (a, o) -> level("quantile" + name, a.get(0), a.get(1), o));
    }
    form("percentile", (a, o) -> level("quantileExactInclusive", a.get(1), a.get(0), o));
    form("median", (a, o) -> middle("quantileExactInclusive", a, o));
    form("medianTDigest", (a, o) -> middle("quantileTDigest", a, o));
    form("first", (a, o) -> atExtreme("argMin", a, o));
    form("last", (a, o) -> atExtreme("argMax", a, o));
    form("any", (a, o) -> plain("any", a, o));
    form("anyLast", (a, o) -> plain("anyLast", a, o));
    for (String name :
        List.of(
            "argMin",
            "argMax",
            "skewPop",
            "skewSamp",
            "kurtPop",
            "kurtSamp",
            "sumKahan",
            "avgWeighted",
            "deltaSum",
            "boundingRatio")) {
      form(name, (a, o) -> plain(name + "OrNull", a, o));
    }
    form("corr", (a, o) -> AggregateCalls.covariance("corrStable", a, o, 1));
    for (String name : List.of("groupArray", "groupUniqArray")) {
      form(name, (a, o) -> ArrayAggregates.plain(name, a.get(0), o));
    }
    form("topK", ArrayAggregates::top);
    for (String name : List.of("count", "sum", "avg", "min", "max", "any")) {
      form(name + "If", (a, o) -> conditional(name, a, o));
    }
  }

  private OwnAggregates() {}

  /** The text of a call, null if the function is none of these. */
  static @Nullable AggregateText write(
      SqlAggFunction function,
      List<AggregateCalls.Argument> arguments,
      AggregateCalls.Options options) {
    Form form = FORMS.get(function);
    return form == null ? null : form.write(arguments, options);
  }

  private static void form(String name, Form form) {
    FORMS.put(AggregateFunctions.named(name), form);
  }

  private static String texts(List<AggregateCalls.Argument> arguments) {
    return String.join(", ", arguments.stream().map(AggregateCalls.Argument::text).toList());
  }

  private static AggregateText plain(
      String name, List<AggregateCalls.Argument> arguments, AggregateCalls.Options options) {
    return typed(options.call(name, texts(arguments)), options);
  }

  private static AggregateText typed(String call, AggregateCalls.Options options) {
    return AggregateText.of(call, "CAST(%1$s AS " + TypeNames.of(options.type()) + ")");
  }

  private static AggregateText counted(
      String name, List<AggregateCalls.Argument> arguments, AggregateCalls.Options options) {
    return AggregateText.count(options.call(name, texts(arguments)));
  }

  /** The quantile at a level that must be known, because it is a parameter of the aggregate. */
  static AggregateText level(
      String name,
      AggregateCalls.Argument level,
      AggregateCalls.Argument value,
      AggregateCalls.Options options) {
    return typed(
        parametric(name, level(level).toPlainString(), value.nullable(), options), options);
  }

  static java.math.BigDecimal level(AggregateCalls.Argument argument) {
    RexLiteral literal = argument.constant();
    if (literal == null || literal.isNull()) {
      throw Refusals.unsupported("a quantile at a level that is not a literal");
    }
    java.math.BigDecimal level = Literals.number(literal);
    if (level.signum() < 0 || level.compareTo(java.math.BigDecimal.ONE) > 0) {
      throw Refusals.invalid("the level " + level.toPlainString() + " is not between 0 and 1");
    }
    return level;
  }

  private static AggregateText middle(
      String name, List<AggregateCalls.Argument> arguments, AggregateCalls.Options options) {
    return typed(parametric(name, "0.5", arguments.get(0).nullable(), options), options);
  }

  static String parametric(
      String name, String level, String value, AggregateCalls.Options options) {
    String filter = options.filter();
    return filter == null
        ? name + "(" + level + ")(" + value + ")"
        : name + "If(" + level + ")(" + value + ", ifNull(" + filter + ", false))";
  }

  /** The value of the row with the least or greatest second operand; it may be NULL. */
  static AggregateText atExtreme(
      String name, List<AggregateCalls.Argument> arguments, AggregateCalls.Options options) {
    AggregateCalls.Argument value = arguments.get(0);
    String tuple = "tuple(CAST(" + value.text() + " AS " + TypeNames.nullable(value.type()) + "))";
    return AggregateText.of(
        options.call(name, tuple + ", " + arguments.get(1).text()), "tupleElement(%1$s, 1)");
  }

  private static AggregateText conditional(
      String name, List<AggregateCalls.Argument> arguments, AggregateCalls.Options options) {
    List<AggregateCalls.Argument> values =
        new ArrayList<>(arguments.subList(0, arguments.size() - 1));
    String condition = arguments.get(arguments.size() - 1).text();
    AggregateCalls.Options filtered = options.and(condition);
    return switch (name) {
      case "count" -> AggregateText.count("countIf(ifNull(" + filtered.filter() + ", false))");
      case "sum" -> AggregateCalls.sum(values.get(0), filtered);
      default -> typed(filtered.call(name + "OrNull", texts(values)), options);
    };
  }
}
