package io.timestore.calcite.plan.optimize;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.metadata.MetadataHandlerProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known of relational operators, by reflection. Calcite's default compiles a class per kind
 * of question with Janino, which takes the first statement of a JVM half a second and more; few
 * questions are asked here.
 */
public final class PlanMetadata extends RelMetadataQuery {
  private static final MetadataHandlerProvider HANDLERS = new MetadataCalls();

  private PlanMetadata() {
    super(HANDLERS);
  }

  /**
   * Not known, but for whether there is at most one row. No table has a key, so all that could be
   * found is that an aggregate's input was grouped the same way before; to find out takes a third
   * of the time to plan a statement with correlated subqueries.
   */
  @Override
  public @Nullable Boolean areColumnsUnique(
      RelNode rel, ImmutableBitSet columns, boolean ignoreNulls) {
    return columns.isEmpty() ? super.areColumnsUnique(rel, columns, ignoreNulls) : null;
  }

  /**
   * Of groups, what is known of their input: whether every key is a constant, so that there is one
   * group, would take a fifth of the time to plan a statement with correlated subqueries.
   */
  @Override
  public @Nullable Double getMaxRowCount(RelNode rel) {
    return rel.stripped() instanceof Aggregate groups
            && groups.getGroupType() == Aggregate.Group.SIMPLE
            && !groups.getGroupSet().isEmpty()
        ? getMaxRowCount(groups.getInput())
        : super.getMaxRowCount(rel);
  }

  public static RelMetadataQuery query() {
    return new PlanMetadata();
  }
}
