package io.timestore.calcite.merge.sort;

import io.timestore.calcite.merge.column.ColumnBatch;
import io.timestore.calcite.merge.column.LongColumn;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the first key of an order alone, where it is a column of integers or times without NULL:
 * comparing those costs next to nothing, and most rows are out by it. Stateless.
 */
final class FirstKey {
  private static final int SMALLEST_BUFFER = 256;

  private FirstKey() {}

  /**
   * The rows, ascending, that can be among the first {@code count}; null if the column is of
   * another kind.
   */
  static int @Nullable [] mayBeFirst(ColumnBatch batch, SortOrder.Key key, int count) {
    if (!(batch.column(key.column()) instanceof LongColumn column)
        || column.nulls() != null
        || count == 0) {
      return null;
    }
    long flip = key.descending() ? -1 : 0;
    long last = smallest(column.values, flip, count);
    int[] rows = new int[batch.rows()];
    int found = 0;
    for (int row = 0; row < rows.length; row++) {
      if ((column.values[row] ^ flip) <= last) {
        rows[found++] = row;
      }
    }
    return Arrays.copyOf(rows, found);
  }

  /**
   * The count-th smallest of at least as many values.
   *
   * @param flip what turns the order round: -1, else 0
   */
  private static long smallest(long[] values, long flip, int count) {
    long[] buffer = new long[Math.min(values.length, Math.max(2 * count, SMALLEST_BUFFER))];
    long last = Long.MAX_VALUE;
    int held = 0;
    for (long value : values) {
      long flipped = value ^ flip;
      if (flipped > last) {
        continue;
      }
      if (held == buffer.length) {
        Arrays.sort(buffer);
        last = buffer[count - 1];
        held = count;
        if (flipped >= last) {
          continue;
        }
      }
      buffer[held++] = flipped;
    }
    Arrays.sort(buffer, 0, held);
    return buffer[count - 1];
  }
}
