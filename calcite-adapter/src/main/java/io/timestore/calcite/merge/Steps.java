package io.timestore.calcite.merge;

import io.timestore.calcite.merge.column.ExpressionCompiler;
import io.timestore.calcite.merge.column.NotMergeableException;
import io.timestore.calcite.merge.column.ValueType;
import io.timestore.calcite.merge.sort.RowLimit;
import io.timestore.calcite.merge.sort.SortOrder;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;

/** Compiles relational operators into steps. Stateless. */
public final class Steps {
  private Steps() {}

  static Step of(RelNode rel) {
    ExpressionCompiler compiler = new ExpressionCompiler(rel.getCluster().getRexBuilder());
    if (rel instanceof Filter filter) {
      return Step.filter(compiler.compile(filter.getCondition()));
    }
    if (rel instanceof Project project) {
      return Step.project(compiler.compile(project.getProjects()));
    }
    if (rel instanceof Sort sort) {
      return Step.sort(
          SortOrder.of(sort.getCollation(), types(sort.getInput())),
          new RowLimit(sort.offset, sort.fetch));
    }
    throw new NotMergeableException(rel);
  }

  public static List<ValueType> types(RelNode rel) {
    return rel.getRowType().getFieldList().stream().map(f -> ValueType.of(f.getType())).toList();
  }
}
