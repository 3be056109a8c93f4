package io.timestore.calcite.sql.aggregate;

import io.timestore.calcite.function.ArrayTypes;
import io.timestore.calcite.function.Refusals;
import io.timestore.calcite.sql.TypeNames;
import io.timestore.calcite.sql.Widening;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/**
 * Aggregate functions, alone or over a window. An aggregate of nothing is NULL but for counts; sums
 * of integers are computed in 128 bits where they may not fit into 64, and refused if they do not.
 */
public final class AggregateCalls {
  private static final int SUM_DIGITS = 38;

  private AggregateCalls() {}

  /**
   * The operand of an aggregate.
   *
   * @param constant its value if it is the same for all rows and known, else null
   * @param widening what is to be written around its sum, asked for once
   */
  public record Argument(
      String text, RelDataType type, @Nullable RexLiteral constant, Supplier<Widening> widening) {
    /**
     * The operand as a nullable value: an aggregate of it is NULL if it has no value to take. The
     * combinator {@code -OrNull} says the same, but costs far more with operands that are nullable.
     */
    String nullable() {
      return "toNullable(" + text + ")";
    }
  }

  /** Over what aggregates are computed. */
  public enum Groups {
    /** All rows, or those of a window's frame; maybe none. */
    ONE,
    /** The rows with the same keys; at least one. */
    OF_ROWS,
    /** Grouping sets, of which one may be without keys. */
    SETS
  }

  /** A key by which an aggregate takes its rows in order. */
  public record OrderKey(Argument key, boolean descending, boolean nullsFirst) {}

  /**
   * What a call says beside its operands.
   *
   * @param filter condition of the rows to take, null for all
   * @param order the order in which rows are taken, none for any
   * @param groups over what the aggregate is computed
   * @param framed whether the rows are those of a window's frame
   * @param type the SQL type of the value
   */
  public record Options(
      boolean distinct,
      boolean approximate,
      @Nullable String filter,
      List<OrderKey> order,
      Groups groups,
      boolean framed,
      RelDataType type) {
    public Options {
      order = List.copyOf(order);
    }

    /** An operand such that the aggregate is NULL if it has no value to take. */
    String operand(Argument argument) {
      return groups == Groups.OF_ROWS && filter == null ? argument.text() : argument.nullable();
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
      return new Options(distinct, approximate, both, order, groups, framed, type);
    }

    Options notDistinct() {
      return new Options(false, approximate, filter, order, groups, framed, type);
    }
  }

  /** How the calls of one kind of aggregate are written. */
  private interface Form {
    AggregateText write(List<Argument> arguments, Options options);
  }

  private static final Map<SqlKind, Form> FORMS = new EnumMap<>(SqlKind.class);

  static {
    FORMS.put(SqlKind.COUNT, AggregateCalls::count);
    FORMS.put(SqlKind.REGR_COUNT, AggregateCalls::count);
    FORMS.put(SqlKind.SUM, (a, o) -> sum(a.get(0), o));
    FORMS.put(SqlKind.SUM0, AggregateCalls::sumOrZero);
    FORMS.put(SqlKind.AVG, AggregateCalls::average);
    FORMS.put(SqlKind.MIN, (a, o) -> extreme("min", a.get(0), o));
    FORMS.put(SqlKind.MAX, (a, o) -> extreme("max", a.get(0), o));
    FORMS.put(
        SqlKind.ANY_VALUE,
        (a, o) -> AggregateText.of(o.notDistinct().call("any", a.get(0).nullable())));
    FORMS.put(SqlKind.SINGLE_VALUE, (a, o) -> single(a.get(0)));
    FORMS.put(SqlKind.STDDEV_POP, (a, o) -> deviation("stddevPopStable", a.get(0), o, 0));
    FORMS.put(SqlKind.STDDEV_SAMP, (a, o) -> deviation("stddevSampStable", a.get(0), o, 1));
    FORMS.put(SqlKind.VAR_POP, (a, o) -> deviation("varPopStable", a.get(0), o, 0));
    FORMS.put(SqlKind.VAR_SAMP, (a, o) -> deviation("varSampStable", a.get(0), o, 1));
    FORMS.put(SqlKind.COVAR_POP, (a, o) -> covariance("covarPopStable", a, o, 0));
    FORMS.put(SqlKind.COVAR_SAMP, (a, o) -> covariance("covarSampStable", a, o, 1));
    FORMS.put(SqlKind.BIT_AND, (a, o) -> bits("groupBitAnd", a.get(0), o));
    FORMS.put(SqlKind.BIT_OR, (a, o) -> bits("groupBitOr", a.get(0), o));
    FORMS.put(SqlKind.BIT_XOR, (a, o) -> bits("groupBitXor", a.get(0), o));
    FORMS.put(SqlKind.ARG_MIN, (a, o) -> OwnAggregates.atExtreme("argMin", a, o));
    FORMS.put(SqlKind.ARG_MAX, (a, o) -> OwnAggregates.atExtreme("argMax", a, o));
    FORMS.put(SqlKind.ARRAY_AGG, (a, o) -> ArrayAggregates.ordered(a.get(0), o));
    for (SqlKind kind :
        List.of(SqlKind.LISTAGG, SqlKind.PERCENTILE_CONT, SqlKind.PERCENTILE_DISC)) {
      FORMS.put(kind, (a, o) -> OrderedAggregates.write(kind, a, o));
    }
  }

  /** The kinds that are written here. */
  public static Set<SqlKind> kinds() {
    return FORMS.keySet();
  }

  public static AggregateText write(
      SqlAggFunction function, List<Argument> arguments, Options options) {
    if (arguments.stream().anyMatch(a -> ArrayTypes.isArray(a.type()))
        || options.order().stream().anyMatch(key -> ArrayTypes.isArray(key.key().type()))) {
      return ArrayAggregates.ofArrays(function, arguments, options);
    }
    AggregateText own = OwnAggregates.write(function, arguments, options);
    if (own != null) {
      return own;
    }
    Form form = FORMS.get(function.getKind());
    if (form == null) {
      throw Refusals.unsupported("the aggregate " + function.getName());
    }
    return form.write(arguments, options);
  }

  private static AggregateText sumOrZero(List<Argument> arguments, Options options) {
    AggregateText sum = sum(arguments.get(0), options);
    return new AggregateText(sum.calls(), "ifNull(" + sum.result() + ", 0)");
  }

  private static AggregateText average(List<Argument> arguments, Options options) {
    Argument argument = arguments.get(0);
    if (!SqlTypeUtil.isNumeric(argument.type())) {
      throw Refusals.unsupported("AVG of " + argument.type());
    }
    return AggregateText.of(options.call("avg", options.operand(argument)));
  }

  private static AggregateText count(List<Argument> arguments, Options options) {
    String filter = options.filter();
    if (arguments.isEmpty()) {
      return AggregateText.count(filter == null ? "count()" : "countIf(" + filter + ")");
    }
    if (arguments.size() == 1) {
      String name = options.approximate() ? "uniq" : options.distinct() ? "uniqExact" : "count";
      return AggregateText.count(options.notDistinct().call(name, arguments.get(0).text()));
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
    return AggregateText.count(filtered.notDistinct().call("uniqExact", tuple));
  }

  static AggregateText sum(Argument argument, Options options) {
    RelDataType from = argument.type();
    if (from.getSqlTypeName() == SqlTypeName.BIGINT) {
      // A constant may be unsigned in ClickHouse, and so would be its sum.
      Widening wide = argument.constant() == null ? argument.widening().get() : Widening.ALWAYS;
      return AggregateText.of(
          options.call("sum", wide.function() + "(" + options.operand(argument) + ")"),
          wide.before() + "%1$s" + wide.after());
    }
    String call =
        SqlTypeUtil.isDecimal(from) && from.getPrecision() > SUM_DIGITS / 2
            ? options.call("sum", wide(argument, options.type()))
            : options.call("sum", options.operand(argument));
    if (SqlTypeName.INT_TYPES.contains(from.getSqlTypeName())) {
      return AggregateText.of(call, "CAST(%1$s AS Nullable(Int64))");
    }
    if (!SqlTypeUtil.isNumeric(from)) {
      throw Refusals.unsupported("SUM of " + from);
    }
    return AggregateText.of(call);
  }

  private static String wide(Argument argument, RelDataType sum) {
    return "CAST(" + argument.text() + " AS " + TypeNames.nullable(sum) + ")";
  }

  /** Of a column without NULLs in plain form, so that ClickHouse may answer from its parts. */
  private static AggregateText extreme(String name, Argument argument, Options options) {
    Options all = options.notDistinct();
    if (argument.type().getSqlTypeName() == SqlTypeName.UUID) {
      return AggregateText.of(
          all.call(name, "toString(" + argument.nullable() + ")"), "toUUID(%1$s)");
    }
    if (options.groups() != Groups.ONE
        && argument.type().getSqlTypeName() == SqlTypeName.TIMESTAMP) {
      // Compiled by ClickHouse, min and max by key take times before 1970 for later than all
      // others.
      return AggregateText.of(all.call(name + "OrNull", argument.text()));
    }
    if (argument.type().isNullable() || options.filter() != null || options.framed()) {
      return AggregateText.of(all.call(name, all.operand(argument)));
    }
    String call = all.call(name, argument.text());
    return options.type().isNullable()
        ? new AggregateText(List.of(call, "count()"), "if(%2$s = 0, NULL, %1$s)")
        : AggregateText.of(call);
  }

  private static AggregateText single(Argument argument) {
    return new AggregateText(
        List.of("any(" + argument.nullable() + ")", "count()"),
        "if(throwIf(%2$s > 1, 'a scalar subquery returned more than one row') = 0, %1$s, NULL)");
  }

  private static AggregateText bits(String name, Argument argument, Options options) {
    if (!SqlTypeName.INT_TYPES.contains(argument.type().getSqlTypeName())) {
      throw Refusals.unsupported("a bitwise aggregate of " + argument.type());
    }
    return AggregateText.of(
        options.notDistinct().call(name, argument.nullable()),
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

  /** An aggregate of pairs that is NULL if there are too few of them. */
  static AggregateText covariance(
      String name, List<Argument> arguments, Options options, int tooFew) {
    String both = arguments.get(0).text() + ", " + arguments.get(1).text();
    String number = count(arguments, options).calls().get(0);
    return new AggregateText(
        List.of(options.call(name, both), number), "if(%2$s <= " + tooFew + ", NULL, %1$s)");
  }
}
