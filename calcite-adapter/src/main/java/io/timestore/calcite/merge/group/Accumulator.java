package io.timestore.calcite.merge.group;

import io.timestore.calcite.merge.column.Column;
import org.jspecify.annotations.Nullable;

/** An aggregate of each group. For one run and one thread. */
public interface Accumulator {
  /** Takes rows of the tail: per row its group, -1 for a row that does not count. */
  void add(int[] groupOf, int groups, @Nullable Column argument);

  /** Takes what ClickHouse computed: per row its group, and the partial results. */
  void merge(int[] groupOf, int groups, Column[] partials);

  /** The result of each group. */
  Column finish(int groups);
}
