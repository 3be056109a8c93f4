package io.timestore.calcite.local;

import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.adapter.enumerable.JavaRowFormat;
import org.apache.calcite.adapter.enumerable.PhysTypeImpl;
import org.apache.calcite.linq4j.tree.Blocks;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;

/** The rows of a part of a statement that ClickHouse computes. */
final class PartScan extends AbstractRelNode implements EnumerableRel {
  private static final double GUESSED_ROWS = 10_000;

  private final int number;

  private PartScan(RelOptCluster cluster, RelTraitSet traits, RelDataType type, int number) {
    super(cluster, traits);
    this.rowType = type;
    this.number = number;
  }

  /**
   * Stands for a part.
   *
   * @param number counts the statement's parts
   */
  static PartScan of(RelNode part, int number) {
    RelOptCluster cluster = part.getCluster();
    RelTraitSet traits = cluster.traitSetOf(EnumerableConvention.INSTANCE);
    return new PartScan(cluster, traits, part.getRowType(), number);
  }

  int number() {
    return number;
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new PartScan(getCluster(), traits, rowType, number);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("part", number + 1);
  }

  @Override
  public double estimateRowCount(RelMetadataQuery query) {
    return GUESSED_ROWS;
  }

  @Override
  public Result implement(EnumerableRelImplementor implementor, Prefer prefer) {
    return implementor.result(
        PhysTypeImpl.of(implementor.getTypeFactory(), rowType, JavaRowFormat.ARRAY),
        Blocks.toBlock(
            Expressions.call(
                PartRows.class, "of", DataContext.ROOT, Expressions.constant(number))));
  }
}
