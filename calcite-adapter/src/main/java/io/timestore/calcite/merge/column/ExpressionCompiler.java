package io.timestore.calcite.merge.column;

import io.timestore.calcite.merge.column.ValueType.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * Compiles expressions that can be computed here with the value that ClickHouse gives. The list is
 * short on purpose: what is not on it goes to ClickHouse. Throws {@link NotMergeableException} for
 * all else. For one thread.
 */
public final class ExpressionCompiler {
  private final RexBuilder rexBuilder;

  public ExpressionCompiler(RexBuilder rexBuilder) {
    this.rexBuilder = rexBuilder;
  }

  public List<Expression> compile(List<? extends RexNode> nodes) {
    List<Expression> expressions = new ArrayList<>();
    nodes.forEach(node -> expressions.add(compile(node)));
    return expressions;
  }

  public Expression compile(RexNode node) {
    if (node.getType().getSqlTypeName() == SqlTypeName.ARRAY) {
      throw new NotMergeableException(node);
    }
    if (node instanceof RexInputRef ref) {
      int index = ref.getIndex();
      return (batch, bindings) -> batch.column(index);
    }
    if (node instanceof RexLiteral literal) {
      return ConstantKernels.of(literal);
    }
    if (node instanceof RexDynamicParam parameter) {
      int index = parameter.getIndex();
      ValueType type = ValueType.of(parameter.getType());
      return (batch, bindings) -> bindings.parameter(index, type, batch.rows());
    }
    if (node.getClass() == RexCall.class) {
      return call((RexCall) node);
    }
    throw new NotMergeableException(node);
  }

  private Expression call(RexCall call) {
    return switch (call.getKind()) {
      case AND -> LogicKernels.chain(compile(call.getOperands()), 0);
      case OR -> LogicKernels.chain(compile(call.getOperands()), 1);
      case NOT -> LogicKernels.not(operand(call, 0));
      case EQUALS, NOT_EQUALS, LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL ->
          Comparisons.of(
              call.getKind(), operand(call, 0), type(call, 0), operand(call, 1), type(call, 1));
      case IS_NULL, IS_NOT_NULL, IS_TRUE, IS_NOT_TRUE, IS_FALSE, IS_NOT_FALSE ->
          LogicKernels.test(call.getKind(), operand(call, 0));
      case SEARCH -> search(call);
      case CASE -> choice(call);
      case CAST -> cast(call);
      case LIKE -> like(call);
      default -> function(call);
    };
  }

  private Expression function(RexCall call) {
    if (call.getOperator().equals(SqlStdOperatorTable.CONCAT) && allOf(call, Kind.TEXT)) {
      return TextKernels.concatenate(operand(call, 0), operand(call, 1));
    }
    if (call.getOperator().equals(SqlStdOperatorTable.CURRENT_TIMESTAMP)
        || call.getOperator().equals(SqlStdOperatorTable.LOCALTIMESTAMP)) {
      int precision = call.getType().getPrecision();
      return (batch, bindings) -> LongColumn.constant(bindings.nowTicks(precision), batch.rows());
    }
    return switch (call.getKind()) {
      case PLUS, MINUS, TIMES, DIVIDE -> arithmetic(call);
      case MINUS_PREFIX -> {
        Kind kind = ValueType.of(call.getType()).kind();
        if (kind != Kind.INTEGER && kind != Kind.DOUBLE) {
          throw new NotMergeableException(call);
        }
        yield ArithmeticKernels.negate(operand(call, 0));
      }
      case FLOOR -> {
        if (call.getOperands().size() != 2 || !isTime(type(call, 0))) {
          throw new NotMergeableException(call);
        }
        yield TimeKernels.floor(operand(call, 0), type(call, 0), unit(call.getOperands().get(1)));
      }
      case EXTRACT -> {
        if (!isTime(type(call, 1))) {
          throw new NotMergeableException(call);
        }
        yield TimeKernels.extract(operand(call, 1), type(call, 1), unit(call.getOperands().get(0)));
      }
      default -> throw new NotMergeableException(call);
    };
  }

  private Expression arithmetic(RexCall call) {
    if (call.getOperator().equals(SqlStdOperatorTable.DATETIME_PLUS)
        || call.getOperator().equals(SqlStdOperatorTable.MINUS_DATE)) {
      return plusInterval(call);
    }
    ValueType result = ValueType.of(call.getType());
    boolean numbers = call.getOperands().stream().allMatch(o -> SqlTypeUtil.isNumeric(o.getType()));
    boolean exact =
        result.kind() == Kind.INTEGER
            && call.getKind() != SqlKind.DIVIDE
            && allOf(call, Kind.INTEGER);
    if (!numbers || call.getOperands().size() != 2 || !(exact || result.kind() == Kind.DOUBLE)) {
      throw new NotMergeableException(call);
    }
    return ArithmeticKernels.of(call.getKind(), operand(call, 0), operand(call, 1), result);
  }

  private Expression plusInterval(RexCall call) {
    ValueType type = ValueType.of(call.getType());
    if (type.kind() != Kind.TIMESTAMP
        || !type.equals(type(call, 0))
        || !(call.getOperands().get(1) instanceof RexLiteral interval)
        || !SqlTypeUtil.isInterval(interval.getType())) {
      throw new NotMergeableException(call);
    }
    BigDecimal given = Objects.requireNonNull(interval.getValueAs(BigDecimal.class));
    long amount = call.getKind() == SqlKind.MINUS ? -given.longValue() : given.longValue();
    return interval.getType().getSqlTypeName().isYearMonth()
        ? TimeKernels.plusMonths(operand(call, 0), type, amount)
        : TimeKernels.plusMillis(operand(call, 0), type, amount);
  }

  private Expression cast(RexCall call) {
    Expression operand = operand(call, 0);
    ValueType from = type(call, 0);
    ValueType to = ValueType.of(call.getType());
    SqlTypeName fromName = call.getOperands().get(0).getType().getSqlTypeName();
    SqlTypeName toName = call.getType().getSqlTypeName();
    boolean same = from.equals(to) && from.kind() != Kind.DECIMAL && from.kind() != Kind.OPAQUE;
    if (same && from.kind() != Kind.TEXT && (fromName == toName || toName == SqlTypeName.BIGINT)) {
      return operand;
    }
    if (same
        && from.kind() == Kind.TEXT
        && toName == SqlTypeName.VARCHAR
        && SqlTypeUtil.comparePrecision(
                call.getType().getPrecision(), call.getOperands().get(0).getType().getPrecision())
            >= 0) {
      return operand;
    }
    if (toName == SqlTypeName.DOUBLE
        && SqlTypeUtil.isNumeric(call.getOperands().get(0).getType())) {
      return (batch, bindings) -> ArithmeticKernels.toDouble(operand.evaluate(batch, bindings));
    }
    if (to.kind() == Kind.DECIMAL
        && isExactIn(call.getOperands().get(0).getType(), call.getType())) {
      int scale = call.getType().getScale();
      return (batch, bindings) -> DecimalValues.of(operand.evaluate(batch, bindings), scale);
    }
    if (to.kind() == Kind.TIMESTAMP
        && (from.kind() == Kind.DATE
            || (from.kind() == Kind.TIMESTAMP && from.precision() <= to.precision()))) {
      return TimeKernels.widen(operand, from, to);
    }
    if (to.kind() == Kind.DATE && from.kind() == Kind.TIMESTAMP) {
      return TimeKernels.toDate(operand, from);
    }
    throw new NotMergeableException(call);
  }

  /** Whether a decimal type holds every value of an exact numeric type. */
  private static boolean isExactIn(RelDataType from, RelDataType to) {
    return SqlTypeUtil.isExactNumeric(from)
        && from.getScale() <= to.getScale()
        && from.getPrecision() - from.getScale() <= to.getPrecision() - to.getScale();
  }

  private Expression choice(RexCall call) {
    ValueType type = ValueType.of(call.getType());
    if (type.kind() == Kind.DECIMAL || type.kind() == Kind.OPAQUE) {
      throw new NotMergeableException(call);
    }
    List<Expression> conditions = new ArrayList<>();
    List<Expression> results = new ArrayList<>();
    List<RexNode> operands = call.getOperands();
    for (int i = 0; i < operands.size(); i++) {
      boolean condition = i % 2 == 0 && i + 1 < operands.size();
      if (condition) {
        conditions.add(compile(operands.get(i)));
      } else {
        results.add(result(operands.get(i), type, call));
      }
    }
    return LogicKernels.choice(conditions, results, type);
  }

  private Expression result(RexNode node, ValueType type, RexCall call) {
    if (node instanceof RexLiteral literal && literal.isNull()) {
      return (batch, bindings) -> ConstantKernels.nulls(type, batch.rows());
    }
    ValueType own = ValueType.of(node.getType());
    if (own.equals(type)) {
      return compile(node);
    }
    if (type.kind() == Kind.DOUBLE && SqlTypeUtil.isNumeric(node.getType())) {
      Expression exact = compile(node);
      return (batch, bindings) -> ArithmeticKernels.toDouble(exact.evaluate(batch, bindings));
    }
    throw new NotMergeableException(call);
  }

  private Expression like(RexCall call) {
    if (call.getOperands().size() == 2
        && call.getOperator().equals(SqlStdOperatorTable.LIKE)
        && call.getOperands().get(1) instanceof RexLiteral literal
        && !literal.isNull()) {
      String pattern = Objects.requireNonNull(literal.getValueAs(String.class));
      if (pattern.indexOf('\\') < 0) {
        return TextKernels.like(operand(call, 0), pattern);
      }
    }
    throw new NotMergeableException(call);
  }

  private Expression search(RexCall call) {
    Expression points = PointSearch.of(call, operand(call, 0));
    if (points != null) {
      return points;
    }
    RexNode expanded = RexUtil.expandSearch(rexBuilder, null, call);
    if (expanded.getKind() == SqlKind.SEARCH) {
      throw new NotMergeableException(call);
    }
    return compile(expanded);
  }

  private Expression operand(RexCall call, int index) {
    return compile(call.getOperands().get(index));
  }

  private static ValueType type(RexCall call, int index) {
    return ValueType.of(call.getOperands().get(index).getType());
  }

  private static boolean allOf(RexCall call, Kind kind) {
    return call.getOperands().stream().allMatch(o -> ValueType.of(o.getType()).kind() == kind);
  }

  private static boolean isTime(ValueType type) {
    return type.kind() == Kind.DATE || type.kind() == Kind.TIMESTAMP;
  }

  private static TimeUnitRange unit(RexNode flag) {
    if (flag instanceof RexLiteral literal && literal.getValue() instanceof TimeUnitRange unit) {
      return unit;
    }
    throw new NotMergeableException(flag);
  }
}
