package io.timestore.calcite.sql.aggregate;

import io.timestore.calcite.function.Signature;
import io.timestore.calcite.sql.Refusals;
import io.timestore.calcite.sql.TypeNames;
import io.timestore.calcite.sql.call.Literals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlBasicAggFunction;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.jspecify.annotations.Nullable;

/**
 * ClickHouse's own aggregates and those of time series, one row each. Immutable after class
 * loading.
 */
public final class AggregateFunctions {
  private static final SqlReturnTypeInference COUNT = ReturnTypes.BIGINT;
  private static final SqlReturnTypeInference DOUBLE =
      ReturnTypes.DOUBLE.andThen(SqlTypeTransforms.FORCE_NULLABLE);
  private static final SqlReturnTypeInference FIRST =
      ReturnTypes.ARG0.andThen(SqlTypeTransforms.FORCE_NULLABLE);
  private static final SqlReturnTypeInference SECOND =
      ReturnTypes.ARG1.andThen(SqlTypeTransforms.FORCE_NULLABLE);

  /** How a row is written. */
  private interface Form {
    AggregateText write(List<AggregateCalls.Argument> arguments, AggregateCalls.Options options);
  }

  private static final Map<SqlAggFunction, Form> ROWS = new LinkedHashMap<>();

  static {
    for (String name :
        List.of("uniq", "uniqCombined", "uniqCombined64", "uniqHLL12", "uniqExact")) {
      row(name, "*", COUNT, (a, o) -> counted(name, a, o));
    }
    for (String name : List.of("", "TDigest", "ExactInclusive", "ExactExclusive", "BFloat16")) {
      quantile("quantile" + name, DOUBLE);
    }
    for (String name : List.of("Exact", "ExactLow", "ExactHigh")) {
      quantile("quantile" + name, SECOND);
    }
    row(
        "percentile",
        "nn",
        DOUBLE,
        (a, o) -> level("quantileExactInclusive", a.get(1), a.get(0), o));
    row("median", "n", DOUBLE, (a, o) -> middle("quantileExactInclusive", a, o));
    row("medianTDigest", "n", DOUBLE, (a, o) -> middle("quantileTDigest", a, o));
    row("argMin", "aa", FIRST, (a, o) -> plain("argMinOrNull", a, o));
    row("argMax", "aa", FIRST, (a, o) -> plain("argMaxOrNull", a, o));
    row("first", "aa", FIRST, (a, o) -> atExtreme("argMin", a, o));
    row("last", "aa", FIRST, (a, o) -> atExtreme("argMax", a, o));
    row("any", "a", FIRST, (a, o) -> plain("any", a, o));
    row("anyLast", "a", FIRST, (a, o) -> plain("anyLast", a, o));
    for (String name : List.of("skewPop", "skewSamp", "kurtPop", "kurtSamp", "sumKahan")) {
      row(name, "n", DOUBLE, (a, o) -> plain(name + "OrNull", a, o));
    }
    row("corr", "nn", DOUBLE, (a, o) -> AggregateCalls.covariance("corrStable", a, o, 1));
    row("avgWeighted", "nn", DOUBLE, (a, o) -> plain("avgWeightedOrNull", a, o));
    row("deltaSum", "n", FIRST, (a, o) -> plain("deltaSumOrNull", a, o));
    row("boundingRatio", "nn", DOUBLE, (a, o) -> plain("boundingRatioOrNull", a, o));
    for (String name : List.of("groupArray", "groupUniqArray")) {
      row(
          name,
          "a",
          ArrayAggregates.arrayOf(0, false),
          (a, o) -> ArrayAggregates.plain(name, a.get(0), o));
    }
    row("topK", "ia", ArrayAggregates.arrayOf(1, false), ArrayAggregates::top);
    row("countIf", "b", COUNT, (a, o) -> conditional("count", a, o));
    row(
        "sumIf",
        "nb",
        ReturnTypes.AGG_SUM.andThen(SqlTypeTransforms.FORCE_NULLABLE),
        (a, o) -> conditional("sum", a, o));
    for (String name : List.of("avg", "min", "max", "any")) {
      SqlReturnTypeInference type = name.equals("avg") ? DOUBLE : FIRST;
      row(name + "If", name.equals("avg") ? "nb" : "ab", type, (a, o) -> conditional(name, a, o));
    }
  }

  private AggregateFunctions() {}

  public static List<SqlOperator> operators() {
    return List.copyOf(ROWS.keySet());
  }

  /** The text of a call, null if the function is none of these. */
  static @Nullable AggregateText write(
      SqlAggFunction function,
      List<AggregateCalls.Argument> arguments,
      AggregateCalls.Options options) {
    Form form = ROWS.get(function);
    return form == null ? null : form.write(arguments, options);
  }

  private static void quantile(String name, SqlReturnTypeInference type) {
    row(name, "nn", type, (a, o) -> level(name, a.get(0), a.get(1), o));
  }

  private static void row(String name, String signature, SqlReturnTypeInference type, Form form) {
    ROWS.put(
        SqlBasicAggFunction.create(name, SqlKind.OTHER_FUNCTION, type, Signature.of(signature)),
        form);
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
