package io.timestore.calcite.plan;

import io.timestore.calcite.local.LocalProgram;
import java.util.List;

/**
 * A statement that ClickHouse computes in parts.
 *
 * @param program puts the parts together
 * @param parts the plan of each, in the order of {@link LocalProgram#parts}
 */
public record LocalPlan(LocalProgram program, List<CompiledPlan> parts) {
  public LocalPlan {
    parts = List.copyOf(parts);
  }
}
