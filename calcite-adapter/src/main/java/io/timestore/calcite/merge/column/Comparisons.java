package io.timestore.calcite.merge.column;

import io.timestore.calcite.merge.column.ValueType.Kind;
import java.math.BigDecimal;
import org.apache.calcite.sql.SqlKind;

/** Comparisons of two expressions, by value, NULL if either is. Stateless. */
final class Comparisons {
  private Comparisons() {}

  /** Compares one pair of values that are not NULL. */
  private interface Pairs {
    int compare(int row);
  }

  static Expression of(
      SqlKind kind, Expression left, ValueType leftType, Expression right, ValueType rightType) {
    if (!comparable(leftType.kind(), rightType.kind())) {
      throw new NotMergeableException(leftType + " " + kind + " " + rightType);
    }
    return (batch, bindings) -> {
      Column a = left.evaluate(batch, bindings);
      Column b = right.evaluate(batch, bindings);
      boolean[] nulls = Column.eitherNull(a, b);
      Pairs pairs = pairs(a, leftType, b, rightType);
      long[] result = new long[batch.rows()];
      for (int i = 0; i < result.length; i++) {
        if (nulls == null || !nulls[i]) {
          result[i] =
              isNaN(a, i) || isNaN(b, i)
                  ? kind == SqlKind.NOT_EQUALS ? 1 : 0
                  : holds(kind, pairs.compare(i)) ? 1 : 0;
        }
      }
      return new LongColumn(result, nulls);
    };
  }

  /** Whether values of two kinds are compared here. */
  private static boolean comparable(Kind a, Kind b) {
    if (a == Kind.OPAQUE || b == Kind.OPAQUE) {
      return false;
    }
    return a == b || (isNumber(a) && isNumber(b));
  }

  private static boolean isNumber(Kind kind) {
    return kind == Kind.INTEGER || kind == Kind.DOUBLE || kind == Kind.DECIMAL;
  }

  private static boolean isNaN(Column column, int row) {
    return column instanceof DoubleColumn numbers && Double.isNaN(numbers.values[row]);
  }

  private static boolean holds(SqlKind kind, int order) {
    return switch (kind) {
      case EQUALS -> order == 0;
      case NOT_EQUALS -> order != 0;
      case LESS_THAN -> order < 0;
      case LESS_THAN_OR_EQUAL -> order <= 0;
      case GREATER_THAN -> order > 0;
      case GREATER_THAN_OR_EQUAL -> order >= 0;
      default -> throw new IllegalArgumentException(kind.name());
    };
  }

  private static Pairs pairs(Column a, ValueType aType, Column b, ValueType bType) {
    if (aType.kind() == Kind.TIMESTAMP && aType.precision() != bType.precision()) {
      return ofTimestamps((LongColumn) a, aType, (LongColumn) b, bType);
    }
    if (aType.kind() == bType.kind()) {
      return row -> a.compare(row, b, row);
    }
    if (aType.kind() == Kind.DOUBLE || bType.kind() == Kind.DOUBLE) {
      boolean decimal = aType.kind() == Kind.DECIMAL || bType.kind() == Kind.DECIMAL;
      return decimal
          ? row -> Double.compare(asDouble(a, row), asDouble(b, row))
          : row -> exact(a, row).compareTo(exact(b, row));
    }
    return row -> exact(a, row).compareTo(exact(b, row));
  }

  /** The value of a number; infinities become numbers beyond every integer. */
  private static BigDecimal exact(Column column, int row) {
    if (column instanceof LongColumn integers) {
      return BigDecimal.valueOf(integers.values[row]);
    }
    if (column instanceof DoubleColumn numbers) {
      double value = numbers.values[row];
      return new BigDecimal(
          Double.isInfinite(value) ? Math.copySign(Double.MAX_VALUE, value) : value);
    }
    return ((OpaqueColumn) column).decimal(row);
  }

  private static double asDouble(Column column, int row) {
    return column instanceof DoubleColumn numbers
        ? numbers.values[row]
        : exact(column, row).doubleValue();
  }

  private static Pairs ofTimestamps(LongColumn a, ValueType aType, LongColumn b, ValueType bType) {
    int precision = Math.max(aType.precision(), bType.precision());
    long aFactor = TimeUnits.powerOfTen(precision - aType.precision());
    long bFactor = TimeUnits.powerOfTen(precision - bType.precision());
    return row -> {
      long aHigh = Math.multiplyHigh(a.values[row], aFactor);
      long bHigh = Math.multiplyHigh(b.values[row], bFactor);
      return aHigh != bHigh
          ? Long.compare(aHigh, bHigh)
          : Long.compareUnsigned(a.values[row] * aFactor, b.values[row] * bFactor);
    };
  }
}
