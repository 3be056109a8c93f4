package io.timestore.calcite.plan;

import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/** Finds the table column that a result column is, through what only passes columns on. */
final class ColumnOrigins {
  private ColumnOrigins() {}

  static ResultColumn.@Nullable Origin of(RelNode rel, int column) {
    if (rel instanceof Filter || rel instanceof Sort) {
      return of(rel.getInput(0), column);
    }
    if (rel instanceof Project project) {
      RexNode expression = project.getProjects().get(column);
      return expression instanceof RexInputRef ref ? of(project.getInput(), ref.getIndex()) : null;
    }
    if (rel instanceof TableScan scan && scan.getTable().getQualifiedName().size() > 1) {
      List<String> names = scan.getTable().getQualifiedName();
      return new ResultColumn.Origin(
          names.get(names.size() - 2),
          names.get(names.size() - 1),
          scan.getRowType().getFieldNames().get(column));
    }
    return null;
  }
}
