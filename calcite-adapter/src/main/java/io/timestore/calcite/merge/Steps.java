package io.timestore.calcite.merge;

import io.timestore.calcite.merge.column.Column;
import io.timestore.calcite.merge.column.ColumnBatch;
import io.timestore.calcite.merge.column.Expression;
import io.timestore.calcite.merge.column.ExpressionCompiler;
import io.timestore.calcite.merge.column.LongColumn;
import io.timestore.calcite.merge.column.NotMergeableException;
import io.timestore.calcite.merge.column.Step;
import io.timestore.calcite.merge.column.ValueType;
import io.timestore.calcite.merge.sort.RowLimit;
import io.timestore.calcite.merge.sort.SortOrder;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.jspecify.annotations.Nullable;

/** Compiles relational operators into steps. Stateless. */
final class Steps {
  private Steps() {}

  static Step of(RelNode rel) {
    ExpressionCompiler compiler = new ExpressionCompiler(rel.getCluster().getRexBuilder());
    if (rel instanceof Filter filter) {
      return filter(compiler.compile(filter.getCondition()));
    }
    if (rel instanceof Project project) {
      return project(compiler.compile(project.getProjects()));
    }
    if (rel instanceof Sort sort) {
      return sort(
          SortOrder.of(sort.getCollation(), ValueType.columns(sort.getInput())),
          new RowLimit(sort.offset, sort.fetch));
    }
    throw new NotMergeableException(rel);
  }

  private static Step filter(Expression condition) {
    return (batch, bindings) ->
        batch.rows() == 0 ? batch : batch.where((LongColumn) condition.evaluate(batch, bindings));
  }

  private static Step project(List<Expression> expressions) {
    return (batch, bindings) -> {
      @Nullable Column[] columns = new @Nullable Column[expressions.size()];
      for (int i = 0; i < columns.length; i++) {
        columns[i] = expressions.get(i).evaluate(batch, bindings);
      }
      return new ColumnBatch(batch.rows(), columns);
    };
  }

  private static Step sort(SortOrder order, RowLimit limit) {
    return (batch, bindings) -> limit.cut(order.first(batch, limit.reach(bindings)), bindings);
  }
}
