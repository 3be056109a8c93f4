package io.timestore.calcite.sql.aggregate;

import io.timestore.calcite.function.Refusals;
import io.timestore.calcite.sql.TypeNames;
import io.timestore.calcite.sql.call.Literals;
import java.math.BigDecimal;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;

/**
 * Aggregates that make arrays, and those of arrays. NULL is not among the elements. ClickHouse's
 * own give an empty array of nothing, ARRAY_AGG gives NULL. Stateless.
 */
final class ArrayAggregates {
  private static final int MOST_OF_TOP = 65_536;

  private ArrayAggregates() {}

  static AggregateText ordered(AggregateCalls.Argument value, AggregateCalls.Options options) {
    OrderedAggregates.Collected all = OrderedAggregates.Collected.of(value, options, "ARRAY_AGG");
    return new AggregateText(
        List.of(all.call()),
        "if(empty(%1$s), [], " + typed("[" + all.values() + "]", options.type()) + ")");
  }

  static AggregateText plain(
      String call, AggregateCalls.Argument value, AggregateCalls.Options options) {
    return AggregateText.of(options.call(call, value.text()), typed("[%1$s]", options.type()));
  }

  /** The most frequent values; ClickHouse's estimate. */
  static AggregateText top(
      List<AggregateCalls.Argument> arguments, AggregateCalls.Options options) {
    RexLiteral literal = arguments.get(0).constant();
    if (literal == null || literal.isNull()) {
      throw Refusals.unsupported("topK of a number of values that is not a literal");
    }
    BigDecimal count = Literals.number(literal);
    if (count.signum() <= 0 || count.compareTo(BigDecimal.valueOf(MOST_OF_TOP)) > 0) {
      throw Refusals.invalid("topK of " + count + " values is not between 1 and " + MOST_OF_TOP);
    }
    return AggregateText.of(
        OwnAggregates.parametric(
            "topK", count.toBigInteger().toString(), arguments.get(1).text(), options),
        typed("[%1$s]", options.type()));
  }

  private static String typed(String text, RelDataType type) {
    return TypeNames.typed(text, type);
  }

  /** An aggregate that has arrays among its operands. */
  static AggregateText ofArrays(
      SqlAggFunction function,
      List<AggregateCalls.Argument> arguments,
      AggregateCalls.Options options) {
    AggregateCalls.Argument array = arguments.isEmpty() ? null : arguments.get(0);
    boolean plain = arguments.size() == 1 && options.order().isEmpty() && !options.framed();
    if (plain && array != null) {
      AggregateCalls.Options known = options.and("notEmpty(" + array.text() + ")");
      SqlKind kind = function.getKind();
      if (kind == SqlKind.COUNT && !options.distinct()) {
        return AggregateText.count("countIf(" + known.filter() + ")");
      }
      if (kind == SqlKind.ARRAY_AGG && !options.distinct()) {
        String all = typed("[%1$s]", options.type());
        return AggregateText.of(
            known.call("groupArray", array.text()), "if(empty(%1$s), [], " + all + ")");
      }
      if (kind == SqlKind.SINGLE_VALUE) {
        return new AggregateText(
            List.of("any(" + array.text() + ")", "count()"),
            "if(throwIf(%2$s > 1, 'a scalar subquery returned more than one row') = 0, %1$s, [])");
      }
    }
    throw Refusals.unsupported(function.getName() + " of an array");
  }
}
