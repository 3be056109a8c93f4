package io.timestore.jdbc.internal.result;

import io.timestore.calcite.run.QueryAnswer;
import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.block.vector.ArraySlice;
import io.timestore.core.block.vector.ColumnVector;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an answer, kept block by block as far as they were asked for, up to a limit of
 * memory. For one thread.
 */
public final class ScrollableBlocks implements ScrollableRows {
  private static final int SAMPLES = 64;
  private static final long BYTES_PER_VALUE = 16;

  private final QueryAnswer answer;
  private final List<RelDataType> types;
  private final long maxRows;
  private final long maxBytes;
  private final List<NativeBlock> blocks = new ArrayList<>();
  private final List<Long> starts = new ArrayList<>();
  private long fetched;
  private long bytes;
  private boolean complete;
  private long position;
  private @Nullable NativeBlock block;
  private int row;

  /**
   * Reads an answer.
   *
   * @param maxRows most rows to show, 0 for all
   * @param maxBytes most memory, about
   */
  public ScrollableBlocks(QueryAnswer answer, long maxRows, long maxBytes) {
    this.answer = answer;
    this.types = answer.columns().stream().map(c -> c.type()).toList();
    this.maxRows = maxRows;
    this.maxBytes = maxBytes;
    fetchTo(1);
  }

  private void fetchTo(long wanted) {
    while (!complete && fetched < wanted) {
      NativeBlock next = answer.next();
      if (next == null) {
        complete = true;
        answer.close();
        return;
      }
      bytes += size(next);
      if (bytes > maxBytes) {
        answer.close();
        throw new TimestoreException(
            ErrorCode.TOO_LARGE,
            "the scrollable result set takes more than scrollBufferMb="
                + (maxBytes >> 20)
                + " megabytes after "
                + fetched
                + " rows; read it forward only, ask for fewer rows, or raise it");
      }
      blocks.add(next);
      starts.add(fetched);
      fetched += next.rows();
    }
  }

  private static long size(NativeBlock block) {
    long size = 0;
    for (ColumnVector column : block.columns()) {
      size += size(column, 0, block.rows());
    }
    return size;
  }

  private static long size(ColumnVector column, int from, int to) {
    int rows = to - from;
    long size = BYTES_PER_VALUE * rows;
    boolean arrays = column.clickHouseType().startsWith("Array");
    if (!arrays && !column.clickHouseType().contains("String")) {
      return size;
    }
    int step = Math.max(1, rows / SAMPLES);
    long sampled = 0;
    int samples = 0;
    for (int i = from; i < to; i += step) {
      if (arrays) {
        ArraySlice array = column.getArray(i);
        sampled += size(array.elements(), array.from(), array.to());
      } else {
        sampled += column.isNull(i) ? 0 : column.getBytes(i).length;
      }
      samples++;
    }
    return size + (samples == 0 ? 0 : sampled * rows / samples);
  }

  private long shown() {
    return maxRows > 0 ? Math.min(fetched, maxRows) : fetched;
  }

  @Override
  public boolean seek(long number) {
    fetchTo(number);
    block = null;
    if (number < 1 || number > shown()) {
      position = number < 1 ? 0 : shown() + 1;
      return false;
    }
    position = number;
    int index = blocks.size() - 1;
    while (starts.get(index) >= number) {
      index--;
    }
    block = blocks.get(index);
    row = (int) (number - 1 - starts.get(index));
    return true;
  }

  @Override
  public long size() {
    fetchTo(maxRows > 0 ? maxRows : Long.MAX_VALUE);
    return shown();
  }

  @Override
  public boolean advance() {
    return seek(position + 1);
  }

  @Override
  public boolean hasNext() {
    fetchTo(position + 1);
    return position + 1 <= shown();
  }

  @Override
  public @Nullable Object value(int column) {
    NativeBlock current = block;
    if (current == null) {
      throw new IllegalStateException("no row");
    }
    ColumnVector vector = current.columns().get(column);
    return vector.isNull(row) ? null : VectorValues.value(vector, row, types.get(column));
  }

  @Override
  public void close() {
    answer.close();
    blocks.clear();
    starts.clear();
    block = null;
  }
}
