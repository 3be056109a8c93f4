package io.timestore.calcite.merge.column;

import com.google.common.collect.Range;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexUnknownAs;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.Sarg;
import org.jspecify.annotations.Nullable;

/** IN and NOT IN with a list of literals, as a look-up. Stateless. */
public final class PointSearch {
  private PointSearch() {}

  /** The look-up, or null if the call is none or of a type that is not looked up. */
  static @Nullable public Expression of(RexCall call, Expression operand) {
    RexLiteral literal = (RexLiteral) call.getOperands().get(1);
    Sarg<?> sarg = literal.getValueAs(Sarg.class);
    if (sarg == null || sarg.nullAs != RexUnknownAs.UNKNOWN) {
      return null;
    }
    if (!sarg.isPoints() && !sarg.isComplementedPoints()) {
      return null;
    }
    boolean negated = !sarg.isPoints();
    List<Object> points = points(negated ? sarg.negate() : sarg);
    SqlTypeName type = call.getOperands().get(0).getType().getSqlTypeName();
    if (SqlTypeName.CHAR_TYPES.contains(type)) {
      Set<String> texts = new HashSet<>();
      for (Object point : points) {
        texts.add(Objects.requireNonNull(((NlsString) point).getValue()));
      }
      return TextKernels.in(operand, texts, negated);
    }
    long[] numbers = numbers(points, type);
    return numbers == null ? null : TextKernels.in(operand, numbers, negated);
  }

  private static List<Object> points(Sarg<?> sarg) {
    List<Object> points = new ArrayList<>();
    for (Object range : sarg.rangeSet.asRanges()) {
      points.add(((Range<?>) range).lowerEndpoint());
    }
    return points;
  }

  private static long @Nullable [] numbers(List<Object> points, SqlTypeName type) {
    long[] numbers = new long[points.size()];
    for (int i = 0; i < numbers.length; i++) {
      Object point = points.get(i);
      if (SqlTypeName.INT_TYPES.contains(type)
          && point instanceof java.math.BigDecimal number
          && number.stripTrailingZeros().scale() <= 0
          && number.abs().compareTo(java.math.BigDecimal.valueOf(Long.MAX_VALUE)) < 0) {
        numbers[i] = number.longValueExact();
      } else if (type == SqlTypeName.DATE && point instanceof DateString day) {
        numbers[i] = day.getDaysSinceEpoch();
      } else {
        return null;
      }
    }
    java.util.Arrays.sort(numbers);
    return numbers;
  }
}
