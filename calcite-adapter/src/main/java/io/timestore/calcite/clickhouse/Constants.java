package io.timestore.calcite.clickhouse;

import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/** Finds columns that have one known value in all rows. */
final class Constants {
  private Constants() {}

  static @Nullable RexLiteral of(RelNode rel, int column) {
    if (rel instanceof Filter || rel instanceof Sort) {
      return of(rel.getInput(0), column);
    }
    if (rel instanceof Project project) {
      return of(project.getProjects().get(column), project.getInput());
    }
    if (rel instanceof Values values && !values.getTuples().isEmpty()) {
      List<? extends List<RexLiteral>> rows = values.getTuples();
      RexLiteral first = rows.get(0).get(column);
      return rows.stream().allMatch(row -> row.get(column).equals(first)) ? first : null;
    }
    return null;
  }

  static @Nullable RexLiteral of(RexNode node, RelNode input) {
    if (node instanceof RexLiteral literal) {
      return literal;
    }
    return node instanceof RexInputRef ref ? of(input, ref.getIndex()) : null;
  }
}
