package io.timestore.calcite.local;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.calcite.util.mapping.MappingType;
import org.apache.calcite.util.mapping.Mappings;
import org.apache.calcite.util.mapping.Mappings.TargetMapping;

/**
 * Puts in front what aggregates with an order and DISTINCT are grouped by: the rule of Calcite
 * 1.42.0 that groups by it first leaves the numbers of the columns of the order as they were.
 */
final class OrderedDistinct extends RelHomogeneousShuttle {
  private OrderedDistinct() {}

  static RelNode in(RelNode root) {
    return root.accept(new OrderedDistinct());
  }

  @Override
  public RelNode visit(RelNode rel) {
    RelNode visited = super.visit(rel);
    return visited instanceof LogicalAggregate aggregate
            && aggregate.getAggCallList().stream().anyMatch(OrderedDistinct::isOrderedDistinct)
        ? moved(aggregate)
        : visited;
  }

  private static boolean isOrderedDistinct(AggregateCall call) {
    boolean ordered = call.isDistinct() && !call.collation.getFieldCollations().isEmpty();
    if (ordered && !call.getArgList().containsAll(call.collation.getKeys())) {
      throw new TimestoreException(
          ErrorCode.UNSUPPORTED,
          call.getAggregation().getName()
              + " of DISTINCT values is not supported with an order by something else");
    }
    return ordered;
  }

  private static RelNode moved(LogicalAggregate aggregate) {
    RelNode input = aggregate.getInput();
    ImmutableBitSet.Builder keys = aggregate.getGroupSet().rebuild();
    for (AggregateCall call : aggregate.getAggCallList()) {
      if (call.isDistinct()) {
        keys.addAll(call.getArgList());
        if (call.hasFilter()) {
          keys.set(call.filterArg);
        }
      }
    }
    ImmutableBitSet front = keys.build();
    int columns = input.getRowType().getFieldCount();
    List<Integer> order = new ArrayList<>(front.asList());
    order.addAll(ImmutableBitSet.range(columns).except(front).asList());
    TargetMapping mapping = Mappings.create(MappingType.BIJECTION, columns, columns);
    List<RexNode> projects = new ArrayList<>();
    for (int column : order) {
      mapping.set(column, projects.size());
      projects.add(input.getCluster().getRexBuilder().makeInputRef(input, column));
    }
    return LogicalAggregate.create(
        LogicalProject.create(input, List.of(), projects, (List<String>) null, java.util.Set.of()),
        aggregate.getHints(),
        aggregate.getGroupSet().permute(mapping),
        aggregate.getGroupSets().stream().map(set -> set.permute(mapping)).toList(),
        aggregate.getAggCallList().stream().map(call -> call.transform(mapping)).toList());
  }
}
