package io.timestore.calcite.merge.sort;

import io.timestore.calcite.merge.column.Bindings;
import io.timestore.calcite.merge.column.ColumnBatch;
import io.timestore.calcite.merge.column.NotMergeableException;
import java.util.Arrays;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/** OFFSET and FETCH, each a number or a parameter. Immutable. */
public record RowLimit(@Nullable RexNode offsetNode, @Nullable RexNode fetchNode) {
  public static final RowLimit NONE = new RowLimit(null, null);

  boolean isNone() {
    return offsetNode == null && fetchNode == null;
  }

  long offset(Bindings bindings) {
    return offsetNode == null ? 0 : number(offsetNode, bindings);
  }

  /** Rows to give, {@link Long#MAX_VALUE} for all. */
  long fetch(Bindings bindings) {
    return fetchNode == null ? Long.MAX_VALUE : number(fetchNode, bindings);
  }

  /** How far into the rows it reaches: offset and fetch together. */
  public long reach(Bindings bindings) {
    long fetch = fetch(bindings);
    return fetch == Long.MAX_VALUE ? fetch : Math.addExact(offset(bindings), fetch);
  }

  private static long number(RexNode node, Bindings bindings) {
    if (node instanceof RexDynamicParam parameter) {
      Object value = bindings.parameters().get(parameter.getIndex());
      if (value instanceof Number number) {
        return number.longValue();
      }
      throw new NotMergeableException(value == null ? "NULL" : value);
    }
    return RexLiteral.bigDecimalValue(node).longValueExact();
  }

  public ColumnBatch cut(ColumnBatch batch, Bindings bindings) {
    if (isNone()) {
      return batch;
    }
    long from = Math.min(offset(bindings), batch.rows());
    long count = Math.min(fetch(bindings), batch.rows() - from);
    if (count == batch.rows()) {
      return batch;
    }
    int[] picked = new int[(int) count];
    Arrays.setAll(picked, i -> (int) from + i);
    return batch.take(picked);
  }
}
