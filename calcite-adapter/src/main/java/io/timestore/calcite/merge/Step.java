package io.timestore.calcite.merge;

import io.timestore.calcite.merge.column.Batch;
import io.timestore.calcite.merge.column.Bindings;
import io.timestore.calcite.merge.column.Column;
import io.timestore.calcite.merge.column.Expression;
import io.timestore.calcite.merge.column.LongColumn;
import io.timestore.calcite.merge.sort.RowLimit;
import io.timestore.calcite.merge.sort.SortOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One operation on a whole batch. Immutable; safe for use by many threads. */
public interface Step {
  Batch apply(Batch batch, Bindings bindings);

  static Step filter(Expression condition) {
    return (batch, bindings) ->
        batch.rows() == 0 ? batch : batch.where((LongColumn) condition.evaluate(batch, bindings));
  }

  static Step project(List<Expression> expressions) {
    return (batch, bindings) -> {
      @Nullable Column[] columns = new @Nullable Column[expressions.size()];
      for (int i = 0; i < columns.length; i++) {
        columns[i] = expressions.get(i).evaluate(batch, bindings);
      }
      return new Batch(batch.rows(), columns);
    };
  }

  static Step sort(SortOrder order, RowLimit limit) {
    return (batch, bindings) -> limit.cut(order.first(batch, limit.reach(bindings)), bindings);
  }
}
