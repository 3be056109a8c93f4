package io.timestore.calcite.merge.tail;

import io.timestore.calcite.merge.column.Bindings;
import io.timestore.calcite.merge.column.ColumnBatch;
import io.timestore.calcite.merge.column.NotMergeableException;
import io.timestore.core.clickhouse.ClickHouseResult;

/** Puts a cold part and a hot part together. Immutable; safe for use by many threads. */
public interface Merger {
  /**
   * The merged answer.
   *
   * @param cold what ClickHouse computed of the cold rows; closed with the answer
   * @param hot what was computed of the tail
   * @throws ArithmeticException if a value does not fit its type
   * @throws NotMergeableException if ClickHouse had better compute everything
   */
  ClickHouseResult merge(ClickHouseResult cold, ColumnBatch hot, Bindings bindings);
}
