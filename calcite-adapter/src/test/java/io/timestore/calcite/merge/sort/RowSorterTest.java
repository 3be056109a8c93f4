package io.timestore.calcite.merge.sort;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.calcite.merge.column.Column;
import io.timestore.calcite.merge.column.ColumnBatch;
import io.timestore.calcite.merge.column.LongColumn;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first rows of an order are those that sorting all of them puts first. */
class RowSorterTest {
  private static final int ROWS = 5_000;
  private static final int[] COUNTS = {1, 2, 100, 300, 2_400};

  private final Random random = new Random(7);

  /**
   * @param spread values of the first key; few make many rows equal in it
   * @param sorted whether the rows lie in the first key's order
   */
  @ParameterizedTest
  @CsvSource({
    "1000000, false, false", "1000000, true, false", "3, false, false", "3, true, false",
    "1000000, false, true", "1000000, true, true", "40, false, true", "1, true, false",
  })
  void theFirstRowsAreTheFirstOfAllSorted(int spread, boolean descending, boolean sorted) {
    long[] first = random.longs(ROWS, -spread, spread).toArray();
    first[ROWS / 2] = Long.MIN_VALUE;
    first[ROWS / 3] = Long.MAX_VALUE;
    if (sorted) {
      Arrays.sort(first);
    }
    assertFirst(new LongColumn(first, null), descending);
    boolean[] nulls = new boolean[ROWS];
    for (int i = 0; i < ROWS; i += 7) {
      nulls[i] = true;
    }
    assertFirst(new LongColumn(first, nulls), descending);
  }

  private void assertFirst(LongColumn first, boolean descending) {
    LongColumn second = new LongColumn(random.longs(ROWS, 0, 1_000_000_000_000L).toArray(), null);
    ColumnBatch batch = new ColumnBatch(ROWS, new Column[] {second, first});
    SortOrder order =
        new SortOrder(
            List.of(new SortOrder.Key(1, descending, false), new SortOrder.Key(0, false, false)));
    int[] all = RowSorter.sorted(batch, order);
    for (int count : COUNTS) {
      assertThat(RowSorter.first(batch, order, count))
          .as("first " + count)
          .isEqualTo(Arrays.copyOf(all, count));
    }
  }
}
