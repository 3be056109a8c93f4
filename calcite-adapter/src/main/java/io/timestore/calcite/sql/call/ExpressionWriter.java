package io.timestore.calcite.sql.call;

import io.timestore.calcite.sql.Refusals;
import io.timestore.calcite.sql.StatementWriter;
import io.timestore.calcite.sql.SumBound;
import io.timestore.calcite.sql.TypeNames;
import io.timestore.calcite.sql.Widening;
import io.timestore.calcite.sql.aggregate.WindowCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/**
 * Writes expressions over the columns of one input. Every composite expression is in parentheses or
 * a function call, so texts can be put into one another.
 */
public final class ExpressionWriter {
  private final StatementWriter statement;
  private final RexBuilder rexBuilder;
  private final IntFunction<String> columns;
  private final @Nullable RelNode input;

  /**
   * @param columns the text of a column
   * @param input the operation whose columns they are, null if that does not matter
   */
  public ExpressionWriter(
      StatementWriter statement,
      RexBuilder rexBuilder,
      IntFunction<String> columns,
      @Nullable RelNode input) {
    this.statement = statement;
    this.rexBuilder = rexBuilder;
    this.columns = columns;
    this.input = input;
  }

  /** What is to be written around the sum of integers over a window. */
  public Widening widening(RexNode node) {
    return statement.widening(
        input != null && node instanceof RexInputRef ref
            ? SumBound.of(input, ref.getIndex())
            : null);
  }

  public StatementWriter statement() {
    return statement;
  }

  public RexBuilder rexBuilder() {
    return rexBuilder;
  }

  public String write(RexNode node) {
    if (node instanceof RexInputRef ref) {
      return columns.apply(ref.getIndex());
    }
    if (node instanceof RexLiteral literal) {
      return Literals.write(literal);
    }
    if (node instanceof RexDynamicParam parameter) {
      return statement.parameter(parameter);
    }
    if (node instanceof RexOver over) {
      return WindowCalls.write(over, this);
    }
    if (node instanceof RexCall call) {
      return Operators.writerOf(call).write(call, this);
    }
    throw Refusals.unsupported("the expression " + node);
  }

  public List<String> writeAll(List<? extends RexNode> nodes) {
    List<String> texts = new ArrayList<>(nodes.size());
    for (RexNode node : nodes) {
      texts.add(write(node));
    }
    return texts;
  }

  /** A function call on the operands of a call. */
  String function(String name, RexCall call) {
    return name + "(" + String.join(", ", writeAll(call.getOperands())) + ")";
  }

  /** An expression as Float64. */
  String writeDouble(RexNode node) {
    if (node instanceof RexLiteral literal
        && !literal.isNull()
        && SqlTypeUtil.isNumeric(literal.getType())) {
      return Literals.asDouble(Literals.number(literal));
    }
    return SqlTypeUtil.isApproximateNumeric(node.getType())
        ? write(node)
        : "toFloat64(" + write(node) + ")";
  }

  /** An expression in exactly the ClickHouse type of a SQL type, converted if it has another. */
  public String writeAs(RexNode node, RelDataType type) {
    if (node.getType().getSqlTypeName() == SqlTypeName.NULL
        || (node instanceof RexLiteral literal && literal.isNull())) {
      return TypeNames.nullValue(type);
    }
    if (SqlTypeUtil.isApproximateNumeric(type) && SqlTypeUtil.isNumeric(node.getType())) {
      return writeDouble(node);
    }
    String text = write(node);
    return sameClickHouseType(node.getType(), type) && !yieldsTruthNumber(node)
        ? text
        : Casts.convert(text, node.getType(), type);
  }

  /** Converts a result whose ClickHouse type is not the one that SQL gives it. */
  public static String typed(String text, RelDataType type) {
    return "CAST(" + text + " AS " + TypeNames.of(type) + ")";
  }

  /** Whether values of both types can meet in a column without losing or refusing anything. */
  public static boolean sameClickHouseType(RelDataType from, RelDataType to) {
    if (SqlTypeName.INT_TYPES.contains(from.getSqlTypeName())
        && SqlTypeName.INT_TYPES.contains(to.getSqlTypeName())) {
      return true;
    }
    return TypeNames.notNull(from).equals(TypeNames.notNull(to));
  }

  private static boolean yieldsTruthNumber(RexNode node) {
    return node.getType().getSqlTypeName() == SqlTypeName.BOOLEAN && node instanceof RexCall;
  }
}
