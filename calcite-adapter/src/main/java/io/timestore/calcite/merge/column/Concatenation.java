package io.timestore.calcite.merge.column;

import org.jspecify.annotations.Nullable;

/** Puts columns of one kind one after another. Stateless. */
public final class Concatenation {
  private Concatenation() {}

  /**
   * One column of several, in order.
   *
   * @param parts at least one
   * @param rows of all parts together
   */
  public static Column of(Column[] parts, int rows) {
    if (parts.length == 1) {
      return parts[0];
    }
    if (parts[0] instanceof LongColumn) {
      long[] values = new long[rows];
      int at = 0;
      for (Column part : parts) {
        System.arraycopy(((LongColumn) part).values, 0, values, at, part.rows());
        at += part.rows();
      }
      return new LongColumn(values, nulls(parts, rows));
    }
    if (parts[0] instanceof DoubleColumn) {
      double[] values = new double[rows];
      int at = 0;
      for (Column part : parts) {
        System.arraycopy(((DoubleColumn) part).values, 0, values, at, part.rows());
        at += part.rows();
      }
      return new DoubleColumn(values, nulls(parts, rows));
    }
    return parts[0] instanceof TextColumn
        ? TextColumn.concat(parts, rows, nulls(parts, rows))
        : OpaqueColumn.concat(parts, rows, nulls(parts, rows));
  }

  private static boolean @Nullable [] nulls(Column[] parts, int rows) {
    boolean[] all = null;
    int at = 0;
    for (Column part : parts) {
      boolean[] own = part.nulls();
      if (own != null) {
        all = all == null ? new boolean[rows] : all;
        System.arraycopy(own, 0, all, at, own.length);
      }
      at += part.rows();
    }
    return all;
  }
}
