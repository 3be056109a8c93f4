package io.timestore.calcite.merge.column;

/** One operation on a whole batch. Immutable; safe for use by many threads. */
public interface Step {
  ColumnBatch apply(ColumnBatch batch, Bindings bindings);
}
