package io.timestore.core.block.vector;

import org.jspecify.annotations.Nullable;

/**
 * The elements of one array: rows of a column that holds those of many arrays.
 *
 * @param from the first element
 * @param to behind the last element
 */
public record ArraySlice(ColumnVector elements, int from, int to) {
  /**
   * An array that may be NULL. ClickHouse has no NULL array, so those of an answer travel inside
   * another one, which is empty for NULL.
   */
  public static @Nullable ArraySlice optional(ColumnVector column, int row) {
    ArraySlice outer = column.getArray(row);
    return outer.size() == 0 ? null : outer.elements().getArray(outer.from());
  }

  public int size() {
    return to - from;
  }
}
