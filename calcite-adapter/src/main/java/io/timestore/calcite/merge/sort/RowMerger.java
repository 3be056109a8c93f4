package io.timestore.calcite.merge.sort;

import io.timestore.calcite.merge.column.Bindings;
import io.timestore.calcite.merge.column.Column;
import io.timestore.calcite.merge.column.ColumnBatch;
import io.timestore.calcite.merge.column.ValueType;
import io.timestore.calcite.merge.tail.ColumnDecoder;
import io.timestore.calcite.merge.tail.Merger;
import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.block.vector.ColumnVector;
import io.timestore.core.block.vector.PickedVector;
import io.timestore.core.clickhouse.ClickHouseResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Merges rows: sorted ones by their order, others one part after the other. The cold part streams.
 *
 * @param order the order of both parts; no keys for none
 * @param limit of the whole
 * @param shown the columns of the answer, by position in both parts
 */
public record RowMerger(
    List<String> names, List<ValueType> types, SortOrder order, RowLimit limit, List<Integer> shown)
    implements Merger {
  public RowMerger {
    names = List.copyOf(names);
    types = List.copyOf(types);
    shown = List.copyOf(shown);
  }

  @Override
  public ClickHouseResult merge(ClickHouseResult cold, ColumnBatch hot, Bindings bindings) {
    ColumnBatch sorted = order.first(hot, limit.reach(bindings));
    return new Rows(cold, sorted, limit.offset(bindings), limit.fetch(bindings));
  }

  /** The answer while it is merged. For one thread. */
  private final class Rows implements ClickHouseResult {
    private final ClickHouseResult cold;
    private final ColumnBatch hot;
    private final NativeBlock hotBlock;
    private int hotRow;
    private long toSkip;
    private long toGive;
    private boolean coldEnded;

    Rows(ClickHouseResult cold, ColumnBatch hot, long offset, long fetch) {
      this.cold = cold;
      this.hot = hot;
      this.hotBlock = hot.block(names, types);
      this.toSkip = offset;
      this.toGive = fetch;
    }

    @Override
    public @Nullable NativeBlock next() {
      while (toGive > 0) {
        NativeBlock block = nextMerged();
        if (block == null) {
          break;
        }
        NativeBlock cut = cut(block);
        if (cut.rows() > 0) {
          return cut;
        }
      }
      cold.close();
      return null;
    }

    private @Nullable NativeBlock nextMerged() {
      while (!coldEnded) {
        NativeBlock block = cold.next();
        if (block == null) {
          coldEnded = true;
        } else if (block.rows() > 0) {
          return merge(block);
        }
      }
      if (hotRow == hot.rows()) {
        return null;
      }
      NativeBlock rest = rows(hotBlock, hotRow, hot.rows());
      hotRow = hot.rows();
      return rest;
    }

    /** A cold block with the hot rows that come before its last row. */
    private NativeBlock merge(NativeBlock block) {
      if (order.keys().isEmpty() || hotRow == hot.rows()) {
        return block;
      }
      ColumnBatch keys = keys(block);
      int most = block.rows() + hot.rows() - hotRow;
      int[] source = new int[most];
      int[] row = new int[most];
      int count = 0;
      int first = hotRow;
      for (int i = 0; i < block.rows(); i++) {
        while (hotRow < hot.rows() && order.compare(hot, hotRow, keys, i) < 0) {
          source[count] = 1;
          row[count++] = hotRow++;
        }
        row[count++] = i;
      }
      return hotRow == first
          ? block
          : picked(block, Arrays.copyOf(source, count), Arrays.copyOf(row, count));
    }

    private ColumnBatch keys(NativeBlock block) {
      @Nullable Column[] columns = new @Nullable Column[types.size()];
      for (SortOrder.Key key : order.keys()) {
        int index = key.column();
        columns[index] =
            ColumnDecoder.of(List.of(block.columns().get(index)), types.get(index), block.rows());
      }
      return new ColumnBatch(block.rows(), columns);
    }

    private NativeBlock picked(NativeBlock block, int[] source, int[] row) {
      List<ColumnVector> vectors = new ArrayList<>();
      for (int i = 0; i < types.size(); i++) {
        ColumnVector[] both = {block.columns().get(i), hotBlock.columns().get(i)};
        vectors.add(new PickedVector(names.get(i), both, source, row));
      }
      return new NativeBlock(row.length, vectors);
    }

    private NativeBlock cut(NativeBlock block) {
      int from = (int) Math.min(toSkip, block.rows());
      int to = (int) Math.min(block.rows(), from + Math.min(toGive, Integer.MAX_VALUE));
      toSkip -= from;
      toGive -= to - from;
      return new NativeBlock(to - from, columns(rows(block, from, to)));
    }

    private List<ColumnVector> columns(NativeBlock block) {
      return shown.stream().map(block.columns()::get).toList();
    }

    @Override
    public void close() {
      cold.close();
    }
  }

  private static NativeBlock rows(NativeBlock block, int from, int to) {
    if (from == 0 && to == block.rows()) {
      return block;
    }
    int[] source = new int[to - from];
    int[] row = new int[to - from];
    Arrays.setAll(row, i -> from + i);
    List<ColumnVector> vectors = new ArrayList<>();
    for (ColumnVector column : block.columns()) {
      vectors.add(new PickedVector(column.name(), new ColumnVector[] {column}, source, row));
    }
    return new NativeBlock(row.length, vectors);
  }
}
