package io.timestore.calcite.sql.call;

import io.timestore.calcite.function.ArrayFunctions;
import io.timestore.calcite.function.ArrayTypes;
import io.timestore.calcite.function.NullableElements;
import io.timestore.calcite.function.Refusals;
import io.timestore.calcite.sql.TypeNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/**
 * What is made of arrays. ClickHouse has no NULL array, so an array is written as an array of none,
 * for NULL, or of one: what a join pads and a grouping set leaves out is NULL by itself then.
 * Elements are always Nullable, so what is beyond the end is NULL by itself, too.
 */
public final class ArrayCalls {
  private static final String BEYOND = "toInt64(9223372036854775807)";

  private static final Map<SqlOperator, CallWriter> WRITERS = new HashMap<>();

  static {
    WRITERS.put(SqlStdOperatorTable.ARRAY_VALUE_CONSTRUCTOR, ArrayCalls::constructor);
    WRITERS.put(SqlStdOperatorTable.ITEM, (c, e) -> element(c, e, ">= 1"));
    WRITERS.put(SqlStdOperatorTable.CARDINALITY, ArrayCalls::cardinality);
    WRITERS.put(SqlStdOperatorTable.IS_NULL, (c, e) -> e.function("empty", c));
    WRITERS.put(SqlStdOperatorTable.IS_NOT_NULL, (c, e) -> e.function("notEmpty", c));
    WRITERS.put(SqlStdOperatorTable.SOME_EQ, (c, e) -> any(c, "=", e));
    WRITERS.put(SqlStdOperatorTable.SOME_NE, (c, e) -> any(c, "<>", e));
    WRITERS.put(SqlStdOperatorTable.SOME_LT, (c, e) -> any(c, "<", e));
    WRITERS.put(SqlStdOperatorTable.SOME_LE, (c, e) -> any(c, "<=", e));
    WRITERS.put(SqlStdOperatorTable.SOME_GT, (c, e) -> any(c, ">", e));
    WRITERS.put(SqlStdOperatorTable.SOME_GE, (c, e) -> any(c, ">=", e));
    WRITERS.put(
        NullableElements.OPERATOR,
        (c, e) -> TypeNames.typed(e.write(c.getOperands().get(0)), c.getType()));
    ArrayFunctionCalls.register(WRITERS);
  }

  private ArrayCalls() {}

  /** The names of the operators that are only for arrays. */
  static Set<String> names() {
    Set<String> names = new TreeSet<>();
    WRITERS.keySet().forEach(operator -> names.add(operator.getName()));
    names.remove(NullableElements.OPERATOR.getName());
    return names;
  }

  /** The writer of an operator that makes arrays or takes them, null for others. */
  static @Nullable CallWriter writerOf(RexCall call) {
    if (call.getOperator().equals(ArrayFunctions.LENGTH) && ArrayTypes.takesArrays(call)) {
      return ArrayCalls::cardinality;
    }
    CallWriter own = WRITERS.get(call.getOperator());
    if (!ArrayTypes.takesArrays(call)) {
      boolean takesOthers =
          call.getKind() == SqlKind.IS_NULL || call.getKind() == SqlKind.IS_NOT_NULL;
      return takesOthers ? null : own;
    }
    if (own == null && call.getKind() != SqlKind.CASE && call.getKind() != SqlKind.CAST) {
      throw Refusals.unsupported(call.getOperator().getName() + " of an array");
    }
    return own;
  }

  /** The elements of an array, none if it is NULL. */
  public static String elements(String array) {
    return "arrayElement(" + array + ", 1)";
  }

  private static String constructor(RexCall call, OperandWriter e) {
    RelDataType element = ArrayTypes.elementType(call.getType());
    List<String> elements = new ArrayList<>();
    for (RexNode operand : call.getOperands()) {
      elements.add(e.writeAs(operand, element));
    }
    return TypeNames.typed("[[" + String.join(", ", elements) + "]]", call.getType());
  }

  /** ClickHouse refuses the place 0, and counts places below it from the end. */
  static String element(RexCall call, OperandWriter e, String condition) {
    RexNode array = call.getOperands().get(0);
    if (!ArrayTypes.isArray(array.getType())) {
      throw Refusals.unsupported("an element of " + array.getType());
    }
    String index = e.write(call.getOperands().get(1));
    return "arrayElement("
        + elements(e.write(array))
        + ", if(ifNull("
        + index
        + ", 0) "
        + condition
        + ", assumeNotNull("
        + index
        + "), "
        + BEYOND
        + "))";
  }

  static String cardinality(RexCall call, OperandWriter e) {
    RexNode array = call.getOperands().get(0);
    if (!ArrayTypes.isArray(array.getType())) {
      throw Refusals.unsupported("CARDINALITY of " + array.getType());
    }
    String text = e.write(array);
    String length = "toInt64(length(" + elements(text) + "))";
    return array.getType().isNullable() ? "if(empty(" + text + "), NULL, " + length + ")" : length;
  }

  /** A value and an array, in types whose values compare as they are. */
  record Sides(String value, String array) {
    String elements() {
      return ArrayCalls.elements(array);
    }

    static Sides of(RexNode value, RexNode array, OperandWriter e) {
      RelDataTypeFactory types = e.rexBuilder().getTypeFactory();
      RelDataType element = ArrayTypes.elementType(array.getType());
      RelDataType common = types.leastRestrictive(List.of(value.getType(), element));
      if (common == null || ArrayTypes.isArray(common)) {
        throw Refusals.unsupported("a comparison of " + value.getType() + " with " + element);
      }
      RelDataType all = types.createArrayType(types.createTypeWithNullability(common, true), -1);
      String text = e.write(array);
      boolean same = TypeNames.same(element, common);
      return new Sides(
          e.writeAs(value, common), same ? text : Conversions.convert(text, array.getType(), all));
    }
  }

  /** Whether a comparison holds with any element, by SQL's three values. */
  private static String any(RexCall call, String sign, OperandWriter e) {
    RexNode left = call.getOperands().get(0);
    Sides sides = Sides.of(left, call.getOperands().get(1), e);
    if (left.getType().getSqlTypeName() == SqlTypeName.UUID && !sign.equals("=")) {
      throw Refusals.unsupported("UUID " + sign + " ANY");
    }
    String value = sides.value();
    String elements = sides.elements();
    String found =
        sign.equals("=")
            ? "has(" + elements + ", " + value + ")"
            : "arrayExists(_s -> ifNull(" + value + " " + sign + " _s, false), " + elements + ")";
    String unknown = left.getType().isNullable() ? "isNull(" + value + "), NULL, " : "";
    return "multiIf(empty("
        + sides.array()
        + "), NULL, empty("
        + elements
        + "), false, "
        + unknown
        + found
        + ", true, has("
        + elements
        + ", NULL), NULL, false)";
  }

  /**
   * Whether a value is one of an array's, where NULL and false are the same and the array is the
   * same for all rows: ClickHouse looks up its keys by it. Null for all other conditions, and for
   * floating-point numbers, of which IN keeps 0.0 and -0.0 apart.
   */
  static @Nullable public String condition(RexNode node, OperandWriter e) {
    if (!(node instanceof RexCall call)
        || !call.getOperator().equals(SqlStdOperatorTable.SOME_EQ)
        || call.getOperands().size() != 2) {
      return null;
    }
    RexNode value = call.getOperands().get(0);
    RexNode array = call.getOperands().get(1);
    if (!ArrayTypes.isArray(array.getType())
        || SqlTypeUtil.isApproximateNumeric(value.getType())
        || !RelOptUtil.InputFinder.bits(array).isEmpty()
        || !RexUtil.isDeterministic(array)) {
      return null;
    }
    Sides sides = Sides.of(value, array, e);
    return "(" + sides.value() + " IN " + sides.elements() + ")";
  }
}
