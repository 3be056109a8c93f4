package io.timestore.calcite.merge.column;

import java.util.List;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/** Conditions put together, in three-valued logic. Stateless. */
final class LogicKernels {
  private LogicKernels() {}

  /** AND ({@code absorbing} 0) or OR ({@code absorbing} 1) of some conditions. */
  static Expression chain(List<Expression> operands, long absorbing) {
    return (batch, bindings) -> {
      LongColumn result = (LongColumn) operands.get(0).evaluate(batch, bindings);
      for (int i = 1; i < operands.size(); i++) {
        result = combine(result, (LongColumn) operands.get(i).evaluate(batch, bindings), absorbing);
      }
      return result;
    };
  }

  private static LongColumn combine(LongColumn a, LongColumn b, long absorbing) {
    int rows = a.rows();
    long[] values = new long[rows];
    boolean[] either = Column.eitherNull(a, b);
    boolean[] nulls = either == null ? null : new boolean[rows];
    for (int i = 0; i < rows; i++) {
      boolean aNull = a.isNull(i);
      boolean bNull = b.isNull(i);
      if ((!aNull && a.values[i] == absorbing) || (!bNull && b.values[i] == absorbing)) {
        values[i] = absorbing;
      } else {
        values[i] = 1 - absorbing;
        if (nulls != null) {
          nulls[i] = aNull || bNull;
        }
      }
    }
    return new LongColumn(values, nulls);
  }

  static Expression not(Expression operand) {
    return (batch, bindings) -> {
      LongColumn a = (LongColumn) operand.evaluate(batch, bindings);
      long[] values = new long[a.rows()];
      for (int i = 0; i < values.length; i++) {
        values[i] = 1 - a.values[i];
      }
      return new LongColumn(values, a.nulls());
    };
  }

  /** IS NULL, IS TRUE and their like, which are never NULL. */
  static Expression test(SqlKind kind, Expression operand) {
    return (batch, bindings) -> {
      Column a = operand.evaluate(batch, bindings);
      long[] values = new long[a.rows()];
      for (int i = 0; i < values.length; i++) {
        values[i] = holds(kind, a, i) ? 1 : 0;
      }
      return new LongColumn(values, null);
    };
  }

  private static boolean holds(SqlKind kind, Column a, int row) {
    boolean isNull = a.isNull(row);
    return switch (kind) {
      case IS_NULL -> isNull;
      case IS_NOT_NULL -> !isNull;
      case IS_TRUE -> !isNull && ((LongColumn) a).values[row] != 0;
      case IS_NOT_TRUE -> isNull || ((LongColumn) a).values[row] == 0;
      case IS_FALSE -> !isNull && ((LongColumn) a).values[row] == 0;
      case IS_NOT_FALSE -> isNull || ((LongColumn) a).values[row] != 0;
      default -> throw new IllegalArgumentException(kind.name());
    };
  }

  /** The value after the first condition that is true, else the last one. */
  static Expression choice(List<Expression> conditions, List<Expression> results, ValueType type) {
    return (batch, bindings) -> {
      int rows = batch.rows();
      int[] from = new int[rows];
      java.util.Arrays.fill(from, results.size() - 1);
      for (int c = conditions.size() - 1; c >= 0; c--) {
        LongColumn condition = (LongColumn) conditions.get(c).evaluate(batch, bindings);
        for (int i = 0; i < rows; i++) {
          if (condition.isTrue(i)) {
            from[i] = c;
          }
        }
      }
      Column[] columns = new Column[results.size()];
      for (int r = 0; r < columns.length; r++) {
        columns[r] = results.get(r).evaluate(batch, bindings);
      }
      return pick(columns, from, type);
    };
  }

  private static Column pick(Column[] columns, int[] from, ValueType type) {
    int rows = from.length;
    boolean[] nulls = new boolean[rows];
    boolean any = false;
    for (int i = 0; i < rows; i++) {
      nulls[i] = columns[from[i]].isNull(i);
      any |= nulls[i];
    }
    boolean[] map = any ? nulls : null;
    return switch (type.kind()) {
      case DOUBLE -> pickDoubles(columns, from, map);
      case TEXT -> pickTexts(columns, from, map);
      default -> pickLongs(columns, from, map);
    };
  }

  private static Column pickLongs(Column[] columns, int[] from, boolean @Nullable [] nulls) {
    long[] values = new long[from.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = ((LongColumn) columns[from[i]]).values[i];
    }
    return new LongColumn(values, nulls);
  }

  private static Column pickDoubles(Column[] columns, int[] from, boolean @Nullable [] nulls) {
    double[] values = new double[from.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = ((DoubleColumn) columns[from[i]]).values[i];
    }
    return new DoubleColumn(values, nulls);
  }

  private static Column pickTexts(Column[] columns, int[] from, boolean @Nullable [] nulls) {
    byte[] @Nullable [] values = new byte[from.length][];
    for (int i = 0; i < values.length; i++) {
      values[i] = ((TextColumn) columns[from[i]]).bytes(i);
    }
    return new TextColumn(values, nulls);
  }
}
