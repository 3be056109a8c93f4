package io.timestore.calcite.sql.call;

import org.apache.calcite.rex.RexCall;

/** Writes the calls of one operator. */
@FunctionalInterface
public interface CallWriter {
  String write(RexCall call, OperandWriter operands);
}
