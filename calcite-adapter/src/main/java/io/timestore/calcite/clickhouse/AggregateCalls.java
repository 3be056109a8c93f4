package io.timestore.calcite.clickhouse;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
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

  /** The operand of an aggregate: its text and SQL type. */
  record Argument(String text, RelDataType type) {}

  /**
   * Writes a call.
   *
   * @param filter condition of the rows to take, null for all
   */
  static AggregateText write(
      SqlAggFunction function,
      List<Argument> arguments,
      boolean distinct,
      @Nullable String filter,
      RelDataType type) {
    return switch (function.getKind()) {
      case COUNT -> count(arguments, distinct, filter);
      case SUM -> sum(arguments.get(0), distinct, filter, type);
      case SUM0 -> {
        AggregateText sum = sum(arguments.get(0), distinct, filter, type);
        yield new AggregateText(sum.calls(), "ifNull(" + sum.result() + ", 0)");
      }
      case AVG -> {
        refuseText(function, arguments.get(0));
        yield AggregateText.of(call("avgOrNull", arguments.get(0).text(), distinct, filter));
      }
      case MIN -> extreme("minOrNull", arguments.get(0), filter);
      case MAX -> extreme("maxOrNull", arguments.get(0), filter);
      case ANY_VALUE -> AggregateText.of(call("anyOrNull", arguments.get(0).text(), false, filter));
      case SINGLE_VALUE -> single(arguments.get(0));
      case STDDEV_POP -> deviation("stddevPopStable", arguments.get(0), distinct, filter, 0);
      case STDDEV_SAMP -> deviation("stddevSampStable", arguments.get(0), distinct, filter, 1);
      case VAR_POP -> deviation("varPopStable", arguments.get(0), distinct, filter, 0);
      case VAR_SAMP -> deviation("varSampStable", arguments.get(0), distinct, filter, 1);
      default -> throw Refusals.unsupported("the aggregate " + function.getName());
    };
  }

  private static AggregateText count(
      List<Argument> arguments, boolean distinct, @Nullable String filter) {
    if (arguments.isEmpty()) {
      return AggregateText.of(
          filter == null ? "count()" : "countIf(" + filter + ")", "toInt64(%1$s)");
    }
    List<String> nullable =
        arguments.stream().filter(a -> a.type().isNullable()).map(Argument::text).toList();
    if (!distinct && arguments.size() == 1) {
      return AggregateText.of(
          call("count", arguments.get(0).text(), false, filter), "toInt64(%1$s)");
    }
    if (arguments.size() == 1) {
      return AggregateText.of(
          call("uniqExact", arguments.get(0).text(), false, filter), "toInt64(%1$s)");
    }
    String known =
        nullable.stream().map(x -> "isNotNull(" + x + ")").collect(Collectors.joining(" AND "));
    String condition = known.isEmpty() ? filter : filter == null ? known : filter + " AND " + known;
    if (!distinct) {
      return count(List.of(), false, condition);
    }
    String tuple =
        arguments.stream().map(Argument::text).collect(Collectors.joining(", ", "(", ")"));
    return AggregateText.of(call("uniqExact", tuple, false, condition), "toInt64(%1$s)");
  }

  private static AggregateText sum(
      Argument argument, boolean distinct, @Nullable String filter, RelDataType type) {
    RelDataType from = argument.type();
    if (from.getSqlTypeName() == SqlTypeName.BIGINT) {
      return AggregateText.of(
          call("sumOrNull", "toInt128(" + argument.text() + ")", distinct, filter),
          "accurateCast(%1$s, 'Nullable(Int64)')");
    }
    String call =
        SqlTypeUtil.isDecimal(from) && from.getPrecision() > SUM_DIGITS / 2
            ? call("sumOrNull", wide(argument, type), distinct, filter)
            : call("sumOrNull", argument.text(), distinct, filter);
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

  private static AggregateText extreme(String name, Argument argument, @Nullable String filter) {
    if (argument.type().getSqlTypeName() == SqlTypeName.UUID) {
      return AggregateText.of(
          call(name, "toString(" + argument.text() + ")", false, filter), "toUUID(%1$s)");
    }
    return AggregateText.of(call(name, argument.text(), false, filter));
  }

  private static AggregateText single(Argument argument) {
    return new AggregateText(
        List.of("anyOrNull(" + argument.text() + ")", "count()"),
        "if(throwIf(%2$s > 1, 'a scalar subquery returned more than one row') = 0, %1$s, NULL)");
  }

  private static AggregateText deviation(
      String name, Argument argument, boolean distinct, @Nullable String filter, int tooFew) {
    return new AggregateText(
        List.of(
            call(name, argument.text(), distinct, filter),
            distinct
                ? call("uniqExact", argument.text(), false, filter)
                : call("count", argument.text(), false, filter)),
        "if(%2$s <= " + tooFew + ", NULL, %1$s)");
  }

  private static void refuseText(SqlAggFunction function, Argument argument) {
    if (!SqlTypeUtil.isNumeric(argument.type())) {
      throw Refusals.unsupported(function.getName() + " of " + argument.type());
    }
  }

  private static String call(
      String name, String argument, boolean distinct, @Nullable String filter) {
    String operand = (distinct ? "DISTINCT " : "") + argument;
    return filter == null
        ? name + "(" + operand + ")"
        : name + "If(" + operand + ", ifNull(" + filter + ", false))";
  }
}
