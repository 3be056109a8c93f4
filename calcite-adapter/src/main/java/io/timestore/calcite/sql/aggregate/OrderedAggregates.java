package io.timestore.calcite.sql.aggregate;

import io.timestore.calcite.function.Refusals;
import io.timestore.calcite.sql.Quoting;
import io.timestore.calcite.sql.TypeNames;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Aggregates that take their rows in an order: LISTAGG and the percentiles. */
final class OrderedAggregates {
  private OrderedAggregates() {}

  static AggregateText write(
      SqlKind kind, List<AggregateCalls.Argument> arguments, AggregateCalls.Options options) {
    return switch (kind) {
      case LISTAGG -> list(arguments, options);
      case PERCENTILE_CONT -> continuous(arguments.get(0), options);
      default -> discrete(arguments.get(0), options);
    };
  }

  private static AggregateText list(
      List<AggregateCalls.Argument> arguments, AggregateCalls.Options options) {
    AggregateCalls.Argument value = arguments.get(0);
    if (!SqlTypeUtil.isCharacter(value.type())) {
      throw Refusals.unsupported("LISTAGG of " + value.type());
    }
    String separator = arguments.size() > 1 ? literal(arguments.get(1)) : "";
    String quoted = Quoting.text(separator).replace("%", "%%");
    Collected all = Collected.of(value, options, "LISTAGG");
    return AggregateText.of(all.call(), joined("%1$s", all.values(), quoted));
  }

  /**
   * The known values of an operand in the order that is asked for.
   *
   * @param call the aggregate that keeps what is needed
   * @param values the values, made of its result as {@code %1$s}
   */
  record Collected(String call, String values) {
    static Collected of(
        AggregateCalls.Argument value, AggregateCalls.Options options, String function) {
      boolean nullable = value.type().isNullable();
      AggregateCalls.Options known =
          nullable ? options.and("isNotNull(" + value.text() + ")") : options;
      String text = nullable ? "assumeNotNull(" + value.text() + ")" : value.text();
      boolean descending = isDescending(options.order());
      if (options.distinct() && !options.order().isEmpty()) {
        throw Refusals.unsupported(function + " with DISTINCT and an order");
      }
      if (options.order().isEmpty()) {
        String all = options.distinct() ? "groupUniqArray" : "groupArray";
        return new Collected(known.notDistinct().call(all, text), "%1$s");
      }
      List<String> tuple = tuple(options.order(), descending);
      tuple.add(text);
      String sorted =
          (descending ? "arrayReverseSort" : "arraySort")
              + "(x -> ("
              + String.join(", ", keys(tuple.size() - 1))
              + "), %1$s)";
      return new Collected(
          known.call("groupArray", "(" + String.join(", ", tuple) + ")"),
          "arrayMap(x -> tupleElement(x, " + tuple.size() + "), " + sorted + ")");
    }
  }

  private static List<String> tuple(List<AggregateCalls.OrderKey> order, boolean descending) {
    List<String> tuple = new ArrayList<>();
    for (AggregateCalls.OrderKey key : order) {
      boolean nulls = key.key().type().isNullable();
      tuple.add(
          nulls
              ? (key.nullsFirst() == descending ? "isNull(" : "isNotNull(") + key.key().text() + ")"
              : "0");
      tuple.add(
          nulls
              ? "ifNull(" + key.key().text() + ", " + zero(key.key().type()) + ")"
              : key.key().text());
    }
    return tuple;
  }

  private static List<String> keys(int count) {
    List<String> keys = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      keys.add("tupleElement(x, " + i + ")");
    }
    return keys;
  }

  private static String zero(RelDataType type) {
    return "defaultValueOfTypeName('" + TypeNames.notNull(type).replace("'", "\\'") + "')";
  }

  private static String joined(String all, String values, String separator) {
    return "if(empty(" + all + "), NULL, arrayStringConcat(" + values + ", " + separator + "))";
  }

  private static String literal(AggregateCalls.Argument argument) {
    RexLiteral literal = argument.constant();
    String text = literal == null || literal.isNull() ? null : literal.getValueAs(String.class);
    if (text == null) {
      throw Refusals.unsupported("LISTAGG with a separator that is not a literal");
    }
    return text;
  }

  private static boolean isDescending(List<AggregateCalls.OrderKey> order) {
    boolean descending = !order.isEmpty() && order.get(0).descending();
    if (order.stream().anyMatch(key -> key.descending() != descending)) {
      throw Refusals.unsupported("an aggregate over ascending and descending keys");
    }
    return descending;
  }

  private static AggregateText continuous(
      AggregateCalls.Argument fraction, AggregateCalls.Options options) {
    AggregateCalls.OrderKey key = options.order().get(0);
    if (!SqlTypeUtil.isNumeric(key.key().type())) {
      throw Refusals.unsupported("PERCENTILE_CONT of " + key.key().type());
    }
    BigDecimal level = OwnAggregates.level(fraction);
    BigDecimal asked = key.descending() ? BigDecimal.ONE.subtract(level) : level;
    String filter = options.filter();
    String name = "quantileExactInclusiveOrNull";
    String parameter = "(" + asked.toPlainString() + ")(toFloat64(" + key.key().text() + ")";
    return AggregateText.of(
        filter == null
            ? name + parameter + ")"
            : name + "If" + parameter + ", ifNull(" + filter + ", false))");
  }

  /** The first value, in order, that at least the fraction of the values does not exceed. */
  private static AggregateText discrete(
      AggregateCalls.Argument fraction, AggregateCalls.Options options) {
    AggregateCalls.OrderKey key = options.order().get(0);
    AggregateCalls.Argument value = key.key();
    if (value.type().getSqlTypeName() == SqlTypeName.UUID) {
      throw Refusals.unsupported("PERCENTILE_DISC of UUID");
    }
    String level = OwnAggregates.level(fraction).toPlainString();
    String sort = key.descending() ? "arrayReverseSort" : "arraySort";
    String index = "toUInt64(greatest(ceil(toFloat64(" + level + ") * length(%1$s)), 1))";
    return AggregateText.of(
        options.call("groupArray", value.text()),
        "if(empty(%1$s), NULL, arrayElement(" + sort + "(%1$s), " + index + "))");
  }
}
