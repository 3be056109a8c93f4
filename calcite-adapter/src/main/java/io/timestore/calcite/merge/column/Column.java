package io.timestore.calcite.merge.column;

import io.timestore.core.block.vector.ColumnVector;
import org.jspecify.annotations.Nullable;

/** A column of values in memory. Immutable once made. */
public abstract sealed class Column permits LongColumn, DoubleColumn, TextColumn, OpaqueColumn {
  private final int rows;
  private final boolean @Nullable [] nulls;

  /**
   * @param nulls which rows are NULL; null for none
   */
  Column(int rows, boolean @Nullable [] nulls) {
    this.rows = rows;
    this.nulls = nulls;
  }

  public final int rows() {
    return rows;
  }

  public final boolean isNull(int row) {
    return nulls != null && nulls[row];
  }

  public final boolean @Nullable [] nulls() {
    return nulls;
  }

  /** The rows with the given numbers, in that order. */
  abstract Column take(int[] picked);

  /** Compares two values that are not NULL, as ClickHouse orders them. */
  public abstract int compare(int row, Column other, int otherRow);

  /** As a column of an answer. */
  abstract ColumnVector vector(String name, ValueType type);

  /** The NULLs of picked rows. */
  final boolean @Nullable [] takeNulls(int[] picked) {
    if (nulls == null) {
      return null;
    }
    boolean[] taken = new boolean[picked.length];
    boolean any = false;
    for (int i = 0; i < picked.length; i++) {
      taken[i] = nulls[picked[i]];
      any |= taken[i];
    }
    return any ? taken : null;
  }

  /** The rows where either is NULL. */
  static boolean @Nullable [] eitherNull(Column a, Column b) {
    boolean[] left = a.nulls;
    boolean[] right = b.nulls;
    if (left == null || right == null) {
      return left == null ? right : left;
    }
    boolean[] either = new boolean[left.length];
    for (int i = 0; i < either.length; i++) {
      either[i] = left[i] || right[i];
    }
    return either;
  }
}
