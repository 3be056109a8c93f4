package io.timestore.calcite.clickhouse;

import org.apache.calcite.rex.RexCall;

/** Writes the calls of one operator. */
@FunctionalInterface
interface CallWriter {
  String write(RexCall call, ExpressionWriter expressions);
}
