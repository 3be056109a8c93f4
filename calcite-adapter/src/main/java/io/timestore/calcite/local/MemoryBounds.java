package io.timestore.calcite.local;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.adapter.enumerable.EnumerableAggregate;
import org.apache.calcite.adapter.enumerable.EnumerableCalc;
import org.apache.calcite.adapter.enumerable.EnumerableHashJoin;
import org.apache.calcite.adapter.enumerable.EnumerableLimit;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableUncollect;
import org.apache.calcite.adapter.enumerable.EnumerableUnion;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Join;

/**
 * Bounds what a program holds: what an operator keeps is counted on its way into the operator, and
 * what is read again and again is kept by its part. For one program.
 */
final class MemoryBounds {
  private final Set<Integer> repeated = new HashSet<>();
  private boolean holds;

  /** The parts that are read more than once. */
  Set<Integer> repeated() {
    return repeated;
  }

  /** Whether rows are held at all. */
  boolean holds() {
    return holds || !repeated.isEmpty();
  }

  EnumerableRel bound(RelNode root) {
    return (EnumerableRel) bound(root, false);
  }

  private RelNode bound(RelNode rel, boolean again) {
    if (rel instanceof PartScan part) {
      if (again) {
        repeated.add(part.number());
      }
      return rel;
    }
    List<RelNode> inputs = new ArrayList<>();
    for (int i = 0; i < rel.getInputs().size(); i++) {
      boolean rereads = i > 0 && (rel instanceof Correlate || isNestedLoop(rel));
      RelNode input = bound(rel.getInput(i), again || rereads);
      boolean counted = !again && !rereads && keeps(rel, i);
      holds |= keeps(rel, i);
      inputs.add(counted ? CountedRows.of(input) : input);
    }
    return rel.copy(rel.getTraitSet(), inputs);
  }

  private static boolean isNestedLoop(RelNode rel) {
    return rel instanceof Join && !(rel instanceof EnumerableHashJoin);
  }

  /** Whether an operator keeps the rows of an input. */
  private static boolean keeps(RelNode rel, int input) {
    if (rel instanceof Join || rel instanceof Correlate) {
      return input > 0;
    }
    if (rel instanceof EnumerableAggregate aggregate) {
      return aggregate.getGroupCount() > 0
          || aggregate.getAggCallList().stream()
              .anyMatch(call -> LocalOperators.keepsRows(call.getAggregation().getName()));
    }
    return !(rel instanceof EnumerableCalc
        || rel instanceof EnumerableLimit
        || rel instanceof EnumerableUncollect
        || (rel instanceof EnumerableUnion union && union.all));
  }
}
