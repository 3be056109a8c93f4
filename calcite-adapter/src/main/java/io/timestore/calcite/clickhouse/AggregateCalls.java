package io.timestore.calcite.clickhouse;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/**
 * Aggregate functions, alone or over a window. An aggregate of nothing is NULL but for counts; sums
 * of integers are computed in 128 bits and refused if they do not fit.
 */
final class AggregateCalls {
  private static final int SUM_DIGITS = 38;

  private AggregateCalls() {}

  /**
   * The operand of an aggregate.
   *
   * @param constant its value if it is the same for all rows and known, else null
   */
  record Argument(String text, RelDataType type, @Nullable RexLiteral constant) {}

  /** A key by which an aggregate takes its rows in order. */
  record OrderKey(Argument key, boolean descending, boolean nullsFirst) {}

  /**
   * What a call says beside its operands.
   *
   * @param filter condition of the rows to take, null for all
   * @param order the order in which rows are taken, none for any
   * @param type the SQL type of the value
   */
  record Options(
      boolean distinct,
      boolean approximate,
      @Nullable String filter,
      List<OrderKey> order,
      RelDataType type) {
    Options {
      order = List.copyOf(order);
    }

    /** A call of a ClickHouse aggregate on the rows to take. */
    String call(String name, String operands) {
      String list = (distinct ? "DISTINCT " : "") + operands;
      return filter == null
          ? name + "(" + list + ")"
          : name + "If(" + list + ", ifNull(" + filter + ", false))";
    }

    Options and(String condition) {
      String both = filter == null ? condition : "(" + filter + " AND " + condition + ")";
      return new Options(distinct, approximate, both, order, type);
    }

    Options notDistinct() {
      return new Options(false, approximate, filter, order, type);
    }
  }

  static AggregateText write(SqlAggFunction function, List<Argument> arguments, Options options) {
    AggregateText own = AggregateFunctions.write(function, arguments, options);
    if (own != null) {
      return own;
    }
    return switch (function.getKind()) {
      case COUNT -> count(arguments, options);
      case SUM -> sum(arguments.get(0), options);
      case SUM0 -> {
        AggregateText sum = sum(arguments.get(0), options);
        yield new AggregateText(sum.calls(), "ifNull(" + sum.result() + ", 0)");
      }
      case AVG -> {
        refuseText(function, arguments.get(0));
        yield AggregateText.of(options.call("avgOrNull", arguments.get(0).text()));
      }
      case MIN -> extreme("minOrNull", arguments.get(0), options);
      case MAX -> extreme("maxOrNull", arguments.get(0), options);
      case ANY_VALUE ->
          AggregateText.of(options.notDistinct().call("anyOrNull", arguments.get(0).text()));
      case SINGLE_VALUE -> single(arguments.get(0));
      case STDDEV_POP -> deviation("stddevPopStable", arguments.get(0), options, 0);
      case STDDEV_SAMP -> deviation("stddevSampStable", arguments.get(0), options, 1);
      case VAR_POP -> deviation("varPopStable", arguments.get(0), options, 0);
      case VAR_SAMP -> deviation("varSampStable", arguments.get(0), options, 1);
      case COVAR_POP -> covariance("covarPopStable", arguments, options, 0);
      case COVAR_SAMP -> covariance("covarSampStable", arguments, options, 1);
      case REGR_COUNT -> count(arguments, options);
      case BIT_AND -> bits("groupBitAndOrNull", arguments.get(0), options);
      case BIT_OR -> bits("groupBitOrOrNull", arguments.get(0), options);
      case BIT_XOR -> bits("groupBitXorOrNull", arguments.get(0), options);
      case ARG_MIN -> AggregateFunctions.atExtreme("argMin", arguments, options);
      case ARG_MAX -> AggregateFunctions.atExtreme("argMax", arguments, options);
      case LISTAGG, PERCENTILE_CONT, PERCENTILE_DISC ->
          OrderedAggregates.write(function.getKind(), arguments, options);
      default -> throw Refusals.unsupported("the aggregate " + function.getName());
    };
  }

  private static AggregateText count(List<Argument> arguments, Options options) {
    String filter = options.filter();
    if (arguments.isEmpty()) {
      return AggregateText.of(
          filter == null ? "count()" : "countIf(" + filter + ")", "toInt64(%1$s)");
    }
    if (arguments.size() == 1) {
      String name =
          options.approximate() ? "uniq" : options.distinct() ? "uniqExact" : "count";
      return AggregateText.of(
          options.notDistinct().call(name, arguments.get(0).text()), "toInt64(%1$s)");
    }
    String known =
        arguments.stream()
            .filter(a -> a.type().isNullable())
            .map(a -> "isNotNull(" + a.text() + ")")
            .collect(Collectors.joining(" AND "));
    Options filtered = known.isEmpty() ? options : options.and("(" + known + ")");
    if (!options.distinct()) {
      return count(List.of(), filtered);
    }
    String tuple =
        arguments.stream().map(Argument::text).collect(Collectors.joining(", ", "(", ")"));
    return AggregateText.of(
        filtered.notDistinct().call("uniqExact", tuple), "toInt64(%1$s)");
  }

  static AggregateText sum(Argument argument, Options options) {
    RelDataType from = argument.type();
    if (from.getSqlTypeName() == SqlTypeName.BIGINT) {
      return AggregateText.of(
          options.call("sumOrNull", "toInt128(" + argument.text() + ")"),
          "accurateCast(%1$s, 'Nullable(Int64)')");
    }
    String call =
        SqlTypeUtil.isDecimal(from) && from.getPrecision() > SUM_DIGITS / 2
            ? options.call("sumOrNull", wide(argument, options.type()))
            : options.call("sumOrNull", argument.text());
    if (SqlTypeName.INT_TYPES.contains(from.getSqlTypeName())) {
      return AggregateText.of(call, "CAST(%1$s AS Nullable(Int64))");
    }
    if (!SqlTypeUtil.isNumeric(from)) {
      throw Refusals.unsupported("SUM of " + from);
    }
    return AggregateText.of(call);
  }

  private static String wide(Argument argument, RelDataType sum) {
    String type = TypeNames.notNull(sum);
    return "CAST("
        + argument.text()
        + " AS "
        + (argument.type().isNullable() ? "Nullable(" + type + ")" : type)
        + ")";
  }

  private static AggregateText extreme(String name, Argument argument, Options options) {
    Options all = options.notDistinct();
    if (argument.type().getSqlTypeName() == SqlTypeName.UUID) {
      return AggregateText.of(
          all.call(name, "toString(" + argument.text() + ")"), "toUUID(%1$s)");
    }
    return AggregateText.of(all.call(name, argument.text()));
  }

  private static AggregateText single(Argument argument) {
    return new AggregateText(
        List.of("anyOrNull(" + argument.text() + ")", "count()"),
        "if(throwIf(%2$s > 1, 'a scalar subquery returned more than one row') = 0, %1$s, NULL)");
  }

  private static AggregateText bits(String name, Argument argument, Options options) {
    if (!SqlTypeName.INT_TYPES.contains(argument.type().getSqlTypeName())) {
      throw Refusals.unsupported("a bitwise aggregate of " + argument.type());
    }
    return AggregateText.of(
        options.notDistinct().call(name, argument.text()),
        "CAST(%1$s AS " + TypeNames.of(options.type()) + ")");
  }

  private static AggregateText deviation(
      String name, Argument argument, Options options, int tooFew) {
    return new AggregateText(
        List.of(
            options.call(name, argument.text()),
            options
                .notDistinct()
                .call(options.distinct() ? "uniqExact" : "count", argument.text())),
        "if(%2$s <= " + tooFew + ", NULL, %1$s)");
  }

  private static AggregateText covariance(
      String name, List<Argument> arguments, Options options, int tooFew) {
    String both = arguments.get(0).text() + ", " + arguments.get(1).text();
    String number = count(arguments, options).calls().get(0);
    return new AggregateText(
        List.of(options.call(name, both), number), "if(%2$s <= " + tooFew + ", NULL, %1$s)");
  }

  private static void refuseText(SqlAggFunction function, Argument argument) {
    if (!SqlTypeUtil.isNumeric(argument.type())) {
      throw Refusals.unsupported(function.getName() + " of " + argument.type());
    }
  }
}
