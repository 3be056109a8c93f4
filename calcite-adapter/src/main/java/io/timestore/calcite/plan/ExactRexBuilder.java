package io.timestore.calcite.plan;

import io.timestore.calcite.function.FloatingComparison;
import io.timestore.calcite.function.TextCut;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * Makes expressions, but leaves the conversion of numbers and times to text to the engine that runs
 * them, so that a literal gives the same text as a column, and hides comparisons of floating-point
 * numbers and cuts of texts from rewriting that is wrong about them.
 */
public final class ExactRexBuilder extends RexBuilder {
  public ExactRexBuilder(RelDataTypeFactory types) {
    super(types);
  }

  @Override
  public RexNode makeCast(
      SqlParserPos position,
      RelDataType type,
      RexNode operand,
      boolean matchNullability,
      boolean safe,
      RexLiteral format) {
    if (operand instanceof RexLiteral literal
        && !literal.isNull()
        && SqlTypeUtil.isCharacter(type)
        && !SqlTypeUtil.isCharacter(operand.getType())) {
      return makeAbstractCast(position, type, operand, safe, format);
    }
    if (!(operand instanceof RexLiteral) && TextCut.is(operand.getType(), type)) {
      RelDataType cut =
          matchNullability
              ? type
              : getTypeFactory()
                  .createTypeWithNullability(type, operand.getType().isNullable() || safe);
      return makeCall(position, cut, TextCut.OPERATOR, List.of(operand));
    }
    return super.makeCast(position, type, operand, matchNullability, safe, format);
  }

  @Override
  public RexNode makeCall(
      SqlParserPos position, RelDataType type, SqlOperator operator, List<RexNode> operands) {
    return super.makeCall(position, type, FloatingComparison.ofOrder(operator, operands), operands);
  }

  @Override
  public RexNode makeCall(
      SqlParserPos position, SqlOperator operator, List<? extends RexNode> operands) {
    return super.makeCall(position, FloatingComparison.ofOrder(operator, operands), operands);
  }
}
