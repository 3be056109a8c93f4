package io.timestore.calcite.run;

import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.block.vector.ColumnVector;
import io.timestore.core.block.vector.PickedVector;
import io.timestore.core.clickhouse.ClickHouseResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first rows of a result. For one thread. */
final class LimitedResult implements ClickHouseResult {
  private final ClickHouseResult result;
  private long left;

  LimitedResult(ClickHouseResult result, long most) {
    this.result = result;
    this.left = most;
  }

  @Override
  public @Nullable NativeBlock next() {
    if (left == 0) {
      result.close();
      return null;
    }
    NativeBlock block = result.next();
    if (block == null || block.rows() <= left) {
      left -= block == null ? 0 : block.rows();
      return block;
    }
    int[] row = new int[(int) left];
    Arrays.setAll(row, i -> i);
    List<ColumnVector> columns = new ArrayList<>();
    for (ColumnVector column : block.columns()) {
      columns.add(
          new PickedVector(column.name(), new ColumnVector[] {column}, new int[row.length], row));
    }
    left = 0;
    return new NativeBlock(row.length, columns);
  }

  @Override
  public void close() {
    result.close();
  }
}
