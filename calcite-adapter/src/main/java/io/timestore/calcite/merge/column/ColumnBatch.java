package io.timestore.calcite.merge.column;

import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.block.vector.ColumnVector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Columns of equal length. Immutable. */
public final class ColumnBatch {
  private final int rows;
  private final @Nullable Column[] columns;

  /**
   * @param columns null where a column is not needed; not changed by anybody from now on
   */
  public ColumnBatch(int rows, @Nullable Column[] columns) {
    this.rows = rows;
    this.columns = columns;
  }

  public int rows() {
    return rows;
  }

  public Column column(int index) {
    Column column = columns[index];
    if (column == null) {
      throw new IllegalStateException("column " + index + " was not read");
    }
    return column;
  }

  public ColumnBatch take(int[] picked) {
    @Nullable Column[] taken = new @Nullable Column[columns.length];
    for (int i = 0; i < columns.length; i++) {
      Column column = columns[i];
      taken[i] = column == null ? null : column.take(picked);
    }
    return new ColumnBatch(picked.length, taken);
  }

  /** The rows where a condition is true. */
  public ColumnBatch where(LongColumn condition) {
    int[] picked = new int[rows];
    int count = 0;
    for (int i = 0; i < rows; i++) {
      if (condition.isTrue(i)) {
        picked[count++] = i;
      }
    }
    return count == rows ? this : take(java.util.Arrays.copyOf(picked, count));
  }

  /** As a block of an answer. */
  public NativeBlock block(List<String> names, List<ValueType> types) {
    List<ColumnVector> vectors = new ArrayList<>(columns.length);
    for (int i = 0; i < columns.length; i++) {
      vectors.add(column(i).vector(names.get(i), types.get(i)));
    }
    return new NativeBlock(rows, vectors);
  }
}
