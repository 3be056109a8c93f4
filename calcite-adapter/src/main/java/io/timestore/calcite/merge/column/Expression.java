package io.timestore.calcite.merge.column;

/** An expression over the columns of a batch. Immutable; safe for use by many threads. */
public interface Expression {
  /**
   * A value for each row.
   *
   * @throws ArithmeticException if a value does not fit its type; ClickHouse then decides
   */
  Column evaluate(ColumnBatch batch, Bindings bindings);
}
