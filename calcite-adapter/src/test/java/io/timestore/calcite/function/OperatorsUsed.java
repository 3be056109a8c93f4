package io.timestore.calcite.function;

import io.timestore.calcite.sql.rel.PushedOperators;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;

/** Collects the names of the operators of a tree, as the allow-list has them. */
final class OperatorsUsed extends RelHomogeneousShuttle {
  private final Set<String> names = new TreeSet<>();

  private OperatorsUsed() {}

  static Set<String> in(RelNode rel) {
    OperatorsUsed used = new OperatorsUsed();
    rel.accept(used);
    return used.names;
  }

  @Override
  public RelNode visit(RelNode rel) {
    if (rel instanceof Aggregate aggregate) {
      aggregate
          .getAggCallList()
          .forEach(call -> names.add(PushedOperators.nameOf(call.getAggregation())));
    }
    rel.accept(
        new RexShuttle() {
          @Override
          public RexNode visitCall(RexCall call) {
            names.add(call.getOperator().getName());
            return super.visitCall(call);
          }

          @Override
          public RexNode visitOver(RexOver over) {
            names.add("OVER");
            names.add(PushedOperators.nameOf(over.getAggOperator()));
            return super.visitOver(over);
          }
        });
    return super.visit(rel);
  }
}
