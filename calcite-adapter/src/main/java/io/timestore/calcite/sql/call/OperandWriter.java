package io.timestore.calcite.sql.call;

import io.timestore.calcite.sql.TypeNames;
import io.timestore.calcite.sql.Widening;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * Writes the operands of calls. Every composite expression is in parentheses or a function call, so
 * texts can be put into one another.
 */
public interface OperandWriter {
  String write(RexNode node);

  RexBuilder rexBuilder();

  /** The statement's time. */
  String now();

  /** What is to be written around the sum of integers over a window. */
  Widening widening(RexNode operand);

  default List<String> writeAll(List<? extends RexNode> nodes) {
    List<String> texts = new ArrayList<>(nodes.size());
    for (RexNode node : nodes) {
      texts.add(write(node));
    }
    return texts;
  }

  /** A function call on the operands of a call. */
  default String function(String name, RexCall call) {
    return name + "(" + String.join(", ", writeAll(call.getOperands())) + ")";
  }

  /** An expression as Float64. */
  default String writeDouble(RexNode node) {
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
  default String writeAs(RexNode node, RelDataType type) {
    if (node.getType().getSqlTypeName() == SqlTypeName.NULL
        || (node instanceof RexLiteral literal && literal.isNull())) {
      return TypeNames.nullValue(type);
    }
    if (SqlTypeUtil.isApproximateNumeric(type) && SqlTypeUtil.isNumeric(node.getType())) {
      return writeDouble(node);
    }
    String text = write(node);
    boolean truthNumber =
        node.getType().getSqlTypeName() == SqlTypeName.BOOLEAN && node instanceof RexCall;
    return TypeNames.same(node.getType(), type) && !truthNumber
        ? text
        : Conversions.convert(text, node.getType(), type);
  }
}
