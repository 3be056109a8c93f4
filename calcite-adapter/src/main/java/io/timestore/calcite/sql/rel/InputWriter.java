package io.timestore.calcite.sql.rel;

import io.timestore.calcite.sql.Widening;
import java.util.function.IntFunction;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;

/** Writes the inputs of an operator that another writer writes, and what belongs to both. */
interface InputWriter {
  SelectBlock write(RelNode rel);

  /** Writes an operation, in which a part stands as it is written already. */
  SelectBlock write(RelNode rel, RelNode part, SelectBlock block);

  /** A SELECT around a SELECT, so that all of its clauses are free. */
  SelectBlock wrap(SelectBlock inner, RelDataType type);

  /** An alias that is unique in the statement. */
  String alias();

  /** A writer of expressions over columns whose texts are known. */
  ExpressionWriter expressions(IntFunction<String> columns);

  /** What is to be written around the sum of a column of integers. */
  Widening widening(RelNode input, int column);
}
