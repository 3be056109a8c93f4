package io.timestore.calcite.merge.sort;

import io.timestore.calcite.merge.column.ColumnBatch;
import java.util.Arrays;

/** Sorts row numbers. Stateless. */
final class RowSorter {
  private static final int SHORT_RUN = 8;

  private RowSorter() {}

  /** All rows in order; equal ones keep theirs. */
  static int[] sorted(ColumnBatch batch, SortOrder order) {
    return sorted(all(batch), batch, order);
  }

  private static int[] all(ColumnBatch batch) {
    int[] rows = new int[batch.rows()];
    Arrays.setAll(rows, i -> i);
    return rows;
  }

  private static int[] sorted(int[] rows, ColumnBatch batch, SortOrder order) {
    int[] buffer = rows.clone();
    split(buffer, rows, 0, rows.length, batch, order);
    return rows;
  }

  private static void split(
      int[] from, int[] to, int start, int end, ColumnBatch batch, SortOrder order) {
    if (end - start <= SHORT_RUN) {
      for (int i = start + 1; i < end; i++) {
        insert(to, start, i, to[i], batch, order);
      }
      return;
    }
    int middle = (start + end) >>> 1;
    split(to, from, start, middle, batch, order);
    split(to, from, middle, end, batch, order);
    int a = start;
    int b = middle;
    for (int i = start; i < end; i++) {
      boolean left = a < middle && (b == end || order.compare(batch, from[a], batch, from[b]) <= 0);
      to[i] = left ? from[a++] : from[b++];
    }
  }

  /** Puts a row into its place in a sorted run that ends before {@code end}. */
  private static void insert(
      int[] rows, int start, int end, int row, ColumnBatch batch, SortOrder order) {
    int at = end;
    while (at > start && order.compare(batch, rows[at - 1], batch, row) > 0) {
      rows[at] = rows[at - 1];
      at--;
    }
    rows[at] = row;
  }

  /** The first rows in order, of many. */
  static int[] first(ColumnBatch batch, SortOrder order, int count) {
    int[] rows = FirstKey.mayBeFirst(batch, order.keys().get(0), count);
    if (rows == null) {
      return first(all(batch), batch, order, count);
    }
    return rows.length > 2 * count
        ? first(rows, batch, order, count)
        : Arrays.copyOf(sorted(rows, batch, order), Math.min(count, rows.length));
  }

  private static int[] first(int[] rows, ColumnBatch batch, SortOrder order, int count) {
    int[] best = new int[count + 1];
    int held = 0;
    for (int row : rows) {
      if (held == count && (count == 0 || order.compare(batch, row, batch, best[count - 1]) >= 0)) {
        continue;
      }
      int at = place(best, held, row, batch, order);
      System.arraycopy(best, at, best, at + 1, held - at);
      best[at] = row;
      held = Math.min(held + 1, count);
    }
    return Arrays.copyOf(best, held);
  }

  private static int place(int[] best, int held, int row, ColumnBatch batch, SortOrder order) {
    int low = 0;
    int high = held;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (order.compare(batch, best[middle], batch, row) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
