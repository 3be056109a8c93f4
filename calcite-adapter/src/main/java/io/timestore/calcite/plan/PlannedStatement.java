package io.timestore.calcite.plan;

import io.timestore.calcite.plan.rewrite.LiteralValue;
import io.timestore.calcite.schema.CatalogLookups;
import java.util.List;

/**
 * A plan and what it was made of.
 *
 * @param lifted the literals whose values are the plan's parameters, in the parameters' order
 * @param lookups what the plan depends on in the catalog
 */
public record PlannedStatement(
    CompiledPlan plan, List<LiteralValue> lifted, CatalogLookups lookups) {
  public PlannedStatement {
    lifted = List.copyOf(lifted);
  }
}
