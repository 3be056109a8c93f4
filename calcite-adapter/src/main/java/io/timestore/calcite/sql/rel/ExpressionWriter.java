package io.timestore.calcite.sql.rel;

import io.timestore.calcite.function.DetachedQuery;
import io.timestore.calcite.function.Refusals;
import io.timestore.calcite.sql.StatementParts;
import io.timestore.calcite.sql.SumBound;
import io.timestore.calcite.sql.Widening;
import io.timestore.calcite.sql.aggregate.WindowCalls;
import io.timestore.calcite.sql.call.ArrayCalls;
import io.timestore.calcite.sql.call.Literals;
import io.timestore.calcite.sql.call.OperandWriter;
import io.timestore.calcite.sql.call.Operators;
import java.util.function.IntFunction;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.jspecify.annotations.Nullable;

/** Writes expressions over the columns of one input. */
final class ExpressionWriter implements OperandWriter {
  private final StatementParts parts;
  private final RexBuilder rexBuilder;
  private final IntFunction<String> columns;
  private final @Nullable RelNode input;
  private final DetachedQueryWriter queries;

  /**
   * @param queries writes the queries in expressions
   * @param columns the text of a column
   * @param input the operation whose columns they are, null if that does not matter
   */
  ExpressionWriter(
      StatementParts parts,
      RexBuilder rexBuilder,
      QueryWriter queries,
      IntFunction<String> columns,
      @Nullable RelNode input) {
    this.parts = parts;
    this.rexBuilder = rexBuilder;
    this.columns = columns;
    this.input = input;
    this.queries = new DetachedQueryWriter(queries, this);
  }

  @Override
  public Widening widening(RexNode operand) {
    return parts.widening(
        input != null && operand instanceof RexInputRef ref
            ? SumBound.of(input, ref.getIndex())
            : null);
  }

  @Override
  public RexBuilder rexBuilder() {
    return rexBuilder;
  }

  @Override
  public String now() {
    return parts.now();
  }

  @Override
  public String write(RexNode node) {
    if (node instanceof RexInputRef ref) {
      return columns.apply(ref.getIndex());
    }
    if (node instanceof RexLiteral literal) {
      return Literals.write(literal);
    }
    if (node instanceof RexDynamicParam parameter) {
      return parts.parameter(parameter);
    }
    if (node instanceof RexOver over) {
      return WindowCalls.write(over, this);
    }
    if (node instanceof RexCall call) {
      return call.getOperator() instanceof DetachedQuery query
          ? queries.write(query, call)
          : Operators.writerOf(call).write(call, this);
    }
    throw Refusals.unsupported("the expression " + node);
  }

  /** A condition where NULL counts as false. */
  String condition(RexNode node) {
    if (node instanceof RexCall call && call.getOperator() instanceof DetachedQuery query) {
      return queries.writeCondition(query, call);
    }
    String lookup = ArrayCalls.condition(node, this);
    return lookup == null ? write(node) : lookup;
  }

  /** The number of a LIMIT or OFFSET. */
  String rowCount(RexNode node) {
    return node instanceof RexDynamicParam parameter ? parts.rowCount(parameter) : write(node);
  }
}
