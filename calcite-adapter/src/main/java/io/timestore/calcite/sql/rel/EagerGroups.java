package io.timestore.calcite.sql.rel;

import io.timestore.calcite.sql.EagerAggregation;
import io.timestore.calcite.sql.EagerAggregation.Guard;
import io.timestore.calcite.sql.FromItem;
import io.timestore.calcite.sql.Quoting;
import io.timestore.calcite.sql.UniqueNames;
import io.timestore.calcite.sql.aggregate.AggregateText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.calcite.rex.RexNode;

/**
 * The rows of a join's side as groups, with the states of the aggregates above the join: {@code
 * sum(x)} becomes {@code sumState(x)} in the groups and {@code sumMerge(…)} above. Stands where the
 * side stood; only the columns that are keys can be asked for.
 */
final class EagerGroups implements FromItem {
  private final EagerAggregation aggregation;
  private final ExpressionWriter expressions;
  private final SelectBlock rows;
  private final List<String> names;
  private final String alias;

  /** The keys that were asked for, and their texts. */
  private final Map<Integer, String> keys = new TreeMap<>();

  /** Names of states by the calls that they are states of. */
  private final Map<String, String> states = new LinkedHashMap<>();

  EagerGroups(EagerAggregation aggregation, InputWriter rels) {
    this.aggregation = aggregation;
    this.rows = rels.write(aggregation.side());
    this.names = UniqueNames.of(aggregation.side().getRowType().getFieldNames());
    this.expressions = rels.expressions(rows::column);
    for (Guard guard : aggregation.guards()) {
      SelectBlock other = rels.write(guard.other());
      String values = other.sql(List.of(other.column(guard.otherColumn())));
      rows.where.add(rows.column(guard.column()) + " IN (" + values + ")");
    }
    this.alias = rels.alias();
  }

  /** This in the place of the side. */
  SelectBlock block() {
    return SelectBlock.from(this, names);
  }

  /** The operands of the aggregates, by their columns below the aggregation. */
  List<ColumnText> operands() {
    int count = aggregation.aggregate().getInput().getRowType().getFieldCount();
    List<ColumnText> operands = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int column = i;
      operands.add(ColumnText.of(() -> operand(column)));
    }
    return operands;
  }

  private String operand(int column) {
    RexNode operand = aggregation.operand(column);
    if (operand == null) {
      throw new IllegalStateException("column " + column + " is no operand");
    }
    return expressions.write(operand);
  }

  /** An aggregate of the states of its calls. */
  AggregateText merged(AggregateText text) {
    List<String> calls = new ArrayList<>();
    for (String call : text.calls()) {
      String state = states.computeIfAbsent(call, c -> stateName(states.size()));
      calls.add(function(call) + "Merge(" + alias + "." + Quoting.name(state) + ")");
    }
    return new AggregateText(calls, text.result());
  }

  private String stateName(int number) {
    String name = "state_" + number;
    while (names.contains(name)) {
      name += "_";
    }
    return name;
  }

  private static String function(String call) {
    return call.substring(0, call.indexOf('('));
  }

  @Override
  public String column(int index) {
    if (!aggregation.keys().get(index)) {
      throw new IllegalStateException(names.get(index) + " is no key of " + aggregation.table());
    }
    keys.put(index, rows.column(index));
    return alias + "." + Quoting.name(names.get(index));
  }

  @Override
  public int columnCount() {
    return names.size();
  }

  @Override
  public String sql() {
    List<String> list = new ArrayList<>();
    keys.forEach((index, text) -> list.add(text + " AS " + Quoting.name(names.get(index))));
    states.forEach(
        (call, name) -> {
          String state = function(call) + "State" + call.substring(function(call).length());
          list.add(state + " AS " + Quoting.name(name));
        });
    rows.group(Map.of(), String.join(", ", keys.values()));
    return "(" + rows.sql(list) + ") AS " + alias;
  }
}
