package io.timestore.calcite.merge.column;

import io.timestore.calcite.merge.column.ValueType.Kind;
import org.apache.calcite.sql.SqlKind;

/** Arithmetic on integers, exact or not at all, and on doubles. Stateless. */
public final class ArithmeticKernels {
  private ArithmeticKernels() {}

  static Expression of(SqlKind kind, Expression left, Expression right, ValueType type) {
    return type.kind() == Kind.DOUBLE ? ofDoubles(kind, left, right) : ofLongs(kind, left, right);
  }

  private static Expression ofLongs(SqlKind kind, Expression left, Expression right) {
    return (batch, bindings) -> {
      LongColumn a = (LongColumn) left.evaluate(batch, bindings);
      LongColumn b = (LongColumn) right.evaluate(batch, bindings);
      boolean[] nulls = Column.eitherNull(a, b);
      long[] values = new long[batch.rows()];
      for (int i = 0; i < values.length; i++) {
        if (nulls == null || !nulls[i]) {
          values[i] =
              switch (kind) {
                case PLUS -> Math.addExact(a.values[i], b.values[i]);
                case MINUS -> Math.subtractExact(a.values[i], b.values[i]);
                default -> Math.multiplyExact(a.values[i], b.values[i]);
              };
        }
      }
      return new LongColumn(values, nulls);
    };
  }

  private static Expression ofDoubles(SqlKind kind, Expression left, Expression right) {
    return (batch, bindings) -> {
      DoubleColumn a = toDouble(left.evaluate(batch, bindings));
      DoubleColumn b = toDouble(right.evaluate(batch, bindings));
      double[] values = new double[batch.rows()];
      for (int i = 0; i < values.length; i++) {
        values[i] =
            switch (kind) {
              case PLUS -> a.values[i] + b.values[i];
              case MINUS -> a.values[i] - b.values[i];
              case TIMES -> a.values[i] * b.values[i];
              default -> a.values[i] / b.values[i];
            };
      }
      return new DoubleColumn(values, Column.eitherNull(a, b));
    };
  }

  /** A column of numbers as doubles. */
  public static DoubleColumn toDouble(Column column) {
    if (column instanceof DoubleColumn numbers) {
      return numbers;
    }
    double[] values = new double[column.rows()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          column instanceof LongColumn integers
              ? integers.values[i]
              : column.isNull(i) ? 0 : ((OpaqueColumn) column).decimal(i).doubleValue();
    }
    return new DoubleColumn(values, column.nulls());
  }

  static Expression negate(Expression operand) {
    return (batch, bindings) -> {
      Column a = operand.evaluate(batch, bindings);
      if (a instanceof DoubleColumn numbers) {
        double[] values = new double[a.rows()];
        for (int i = 0; i < values.length; i++) {
          values[i] = -numbers.values[i];
        }
        return new DoubleColumn(values, a.nulls());
      }
      long[] values = new long[a.rows()];
      for (int i = 0; i < values.length; i++) {
        values[i] = Math.negateExact(((LongColumn) a).values[i]);
      }
      return new LongColumn(values, a.nulls());
    };
  }
}
