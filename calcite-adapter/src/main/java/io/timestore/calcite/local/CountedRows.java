package io.timestore.calcite.local;

import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.TransformedEnumerator;
import org.apache.calcite.linq4j.tree.BlockBuilder;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.SingleRel;

/** Counts the rows that the operator above it holds in memory. Public for generated code. */
public final class CountedRows extends SingleRel implements EnumerableRel {
  private CountedRows(RelNode input) {
    super(input.getCluster(), input.getTraitSet(), input);
  }

  static CountedRows of(RelNode input) {
    return new CountedRows(input);
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new CountedRows(inputs.get(0));
  }

  @Override
  public Result implement(EnumerableRelImplementor implementor, Prefer prefer) {
    Result input = implementor.visitChild(this, 0, (EnumerableRel) getInput(), prefer);
    BlockBuilder block = new BlockBuilder();
    Expression rows = block.append("rows", input.block);
    block.add(
        Expressions.return_(
            null,
            Expressions.call(
                CountedRows.class,
                "count",
                DataContext.ROOT,
                rows,
                Expressions.constant(getRowType().getFieldCount()))));
    return implementor.result(input.physType, block.toBlock());
  }

  /** Rows that are counted as they are read; called by generated code. */
  public static <T> Enumerable<T> count(DataContext context, Enumerable<T> rows, int columns) {
    HeldValues held = ((LocalContext) context).held();
    return new AbstractEnumerable<T>() {
      @Override
      public Enumerator<T> enumerator() {
        return new TransformedEnumerator<T, T>(rows.enumerator()) {
          @Override
          protected T transform(T row) {
            return row;
          }

          @Override
          public boolean moveNext() {
            boolean moved = super.moveNext();
            if (moved) {
              held.add(columns);
            }
            return moved;
          }
        };
      }
    };
  }
}
