package io.timestore.calcite.sql.rel;

import io.timestore.calcite.function.Refusals;
import io.timestore.calcite.sql.ConstantColumns;
import io.timestore.calcite.sql.EagerAggregation;
import io.timestore.calcite.sql.UniqueNames;
import io.timestore.calcite.sql.aggregate.AggregateCalls;
import io.timestore.calcite.sql.aggregate.AggregateText;
import io.timestore.calcite.sql.call.TimeBucket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/** Writes aggregations. */
final class GroupWriter {
  private final InputWriter rels;

  GroupWriter(InputWriter rels) {
    this.rels = rels;
  }

  /**
   * Writes an aggregation.
   *
   * @param eager what is grouped before it is joined, null if nothing is
   */
  SelectBlock write(Aggregate aggregate, @Nullable EagerAggregation eager) {
    return eager == null
        ? write(aggregate, rels.write(aggregate.getInput()), null)
        : joined(aggregate, eager);
  }

  /** Writes an aggregation over a join, one side of which is grouped before it is joined. */
  private SelectBlock joined(Aggregate aggregate, EagerAggregation eager) {
    EagerGroups groups = new EagerGroups(eager, rels);
    SelectBlock input = rels.write(aggregate.getInput(), eager.side(), groups.block());
    if (!input.selectsFrom(groups)) {
      throw new IllegalStateException("the groups of " + eager.table() + " are out of reach");
    }
    return write(aggregate, input, groups);
  }

  private SelectBlock write(Aggregate aggregate, SelectBlock rows, @Nullable EagerGroups eager) {
    SelectBlock input = rows;
    input.dropUselessOrder();
    if (input.isGrouped()
        || input.isWindowed()
        || input.isSorted()
        || needsColumns(aggregate, input)) {
      input = rels.wrap(input, aggregate.getInput().getRowType());
    }
    SelectBlock block = input;
    List<ColumnText> inner = new ArrayList<>();
    for (int i = 0; i < block.columnCount(); i++) {
      inner.add(block.columnSupplier(i));
    }
    List<String> names = UniqueNames.of(aggregate.getRowType().getFieldNames());
    Map<String, Supplier<String>> list = new LinkedHashMap<>();
    int column = 0;
    List<String> keys = new ArrayList<>();
    for (int key : aggregate.getGroupSet()) {
      list.put(names.get(column++), key(aggregate, inner.get(key), keys));
    }
    List<ColumnText> operands = eager == null ? inner : eager.operands();
    for (AggregateCall call : aggregate.getAggCallList()) {
      list.put(names.get(column++), text(call, aggregate, operands, eager));
    }
    block.group(list, clause(aggregate, keys, inner));
    return block;
  }

  /**
   * How a key is called behind GROUP BY. A computed key is given an alias there, because ClickHouse
   * analyzes an expression as often as it is written. The start of a bucket is made of its number,
   * once per group.
   *
   * @param keys gets the key as it stands in the clause
   */
  private Supplier<String> key(Aggregate aggregate, ColumnText expression, List<String> keys) {
    String text = expression.get();
    if (aggregate.getGroupType() != Aggregate.Group.SIMPLE || !isComputed(text)) {
      keys.add(text);
      return expression;
    }
    String alias = rels.alias();
    TimeBucket bucket = expression.forms().bucket();
    String number = bucket == null ? null : bucket.number();
    keys.add((number == null ? text : number) + " AS " + alias);
    if (bucket == null || number == null) {
      return () -> alias;
    }
    String start = bucket.startOf(alias);
    return ColumnText.ofForms(() -> new ColumnText.Forms(start, start, alias, null));
  }

  private static boolean isComputed(String text) {
    return text.indexOf('(') >= 0;
  }

  /**
   * Whether keys of grouping sets are no columns, or two of them the same: ClickHouse takes columns
   * only, knows each one once, and leaves out what it finds to be a constant.
   */
  private static boolean needsColumns(Aggregate aggregate, SelectBlock input) {
    if (aggregate.getGroupType() == Aggregate.Group.SIMPLE) {
      return false;
    }
    Set<String> columns = new HashSet<>();
    for (int key : aggregate.getGroupSet()) {
      String text = input.columnSupplier(key).get();
      if (isComputed(text)
          || !columns.add(text)
          || ConstantColumns.expression(aggregate.getInput(), key) != null) {
        return true;
      }
    }
    return false;
  }

  private static String clause(Aggregate aggregate, List<String> keys, List<ColumnText> inner) {
    if (aggregate.getGroupType() == Aggregate.Group.SIMPLE) {
      return String.join(", ", keys);
    }
    List<String> sets = new ArrayList<>();
    for (ImmutableBitSet set : aggregate.getGroupSets()) {
      sets.add("(" + keyList(set, inner) + ")");
    }
    return "GROUPING SETS (" + String.join(", ", sets) + ")";
  }

  private static String keyList(ImmutableBitSet keys, List<ColumnText> inner) {
    List<String> texts = new ArrayList<>();
    for (int key : keys) {
      texts.add(inner.get(key).get());
    }
    return String.join(", ", texts);
  }

  private ColumnText text(
      AggregateCall call,
      Aggregate aggregate,
      List<ColumnText> operands,
      @Nullable EagerGroups eager) {
    return ColumnText.ofForms(
        () -> {
          AggregateText own = write(call, aggregate, operands, groups(aggregate, eager != null));
          AggregateText text = eager == null ? own : eager.merged(own);
          return new ColumnText.Forms(text.sql(""), text.answered(), text.answered(), null);
        });
  }

  private AggregateText write(
      AggregateCall call,
      Aggregate aggregate,
      List<ColumnText> inner,
      AggregateCalls.Groups groups) {
    SqlKind kind = call.getAggregation().getKind();
    List<Integer> positions = call.getArgList();
    if (kind == SqlKind.GROUPING) {
      List<String> keys = positions.stream().map(i -> inner.get(i).get()).toList();
      return AggregateText.of(
          aggregate.getGroupType() == Aggregate.Group.SIMPLE
              ? "toInt64(0)"
              : "toInt64(grouping(" + String.join(", ", keys) + "))");
    }
    if (kind == SqlKind.LITERAL_AGG) {
      return AggregateText.of(rels.expressions(i -> inner.get(i).get()).write(call.rexList.get(0)));
    }
    if (call.distinctKeys != null || !call.rexList.isEmpty()) {
      throw Refusals.unsupported("WITHIN DISTINCT in " + call);
    }
    List<AggregateCalls.Argument> arguments =
        positions.stream().map(i -> argument(i, aggregate, inner)).toList();
    List<AggregateCalls.OrderKey> order = new ArrayList<>();
    for (RelFieldCollation key : call.collation.getFieldCollations()) {
      order.add(
          new AggregateCalls.OrderKey(
              argument(key.getFieldIndex(), aggregate, inner),
              key.getDirection().isDescending(),
              key.nullDirection == RelFieldCollation.NullDirection.FIRST));
    }
    String filter = call.hasFilter() ? inner.get(call.filterArg).get() : null;
    AggregateCalls.Options options =
        new AggregateCalls.Options(
            call.isDistinct(), call.isApproximate(), filter, order, groups, false, call.getType());
    return AggregateCalls.write(call.getAggregation(), arguments, options);
  }

  /**
   * Over what the calls are computed.
   *
   * @param eager whether rows with the same keys are grouped first, so that one group of all is of
   *     groups with keys
   */
  private static AggregateCalls.Groups groups(Aggregate aggregate, boolean eager) {
    if (aggregate.getGroupSet().isEmpty()) {
      return eager ? AggregateCalls.Groups.SETS : AggregateCalls.Groups.ONE;
    }
    return aggregate.getGroupType() == Aggregate.Group.SIMPLE
        ? AggregateCalls.Groups.OF_ROWS
        : AggregateCalls.Groups.SETS;
  }

  private AggregateCalls.Argument argument(
      int column, Aggregate aggregate, List<ColumnText> inner) {
    RelDataType type = aggregate.getInput().getRowType().getFieldList().get(column).getType();
    return new AggregateCalls.Argument(
        inner.get(column).get(),
        type,
        ConstantColumns.of(aggregate.getInput(), column),
        () -> rels.widening(aggregate.getInput(), column));
  }
}
