package io.timestore.calcite.local;

import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.clickhouse.ClickHouseResult;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a part in one run, read from ClickHouse when they are first asked for. Blocks are
 * kept if the program reads them again. A row is an array, or the value of its only column. For one
 * thread. Public for generated code.
 */
public final class PartRows extends AbstractEnumerable<@Nullable Object> {
  private final LocalRun run;
  private final int number;
  private final CellReader[] readers;
  private final @Nullable HeldValues keeping;
  private final List<NativeBlock> kept = new ArrayList<>();
  private @Nullable ClickHouseResult result;
  private boolean complete;

  /**
   * @param keeping counts what is kept; null if nothing needs to be
   */
  PartRows(LocalRun run, int number, RelDataType type, @Nullable HeldValues keeping) {
    this.run = run;
    this.number = number;
    this.readers = CellReader.of(type);
    this.keeping = keeping;
  }

  /** A part's rows; called by generated code. */
  public static Enumerable<@Nullable Object> of(DataContext context, int number) {
    return ((LocalContext) context).part(number);
  }

  @Override
  public Enumerator<@Nullable Object> enumerator() {
    return new Rows();
  }

  void close() {
    if (result != null) {
      result.close();
    }
  }

  /** The block of a number, null behind the last one. */
  private @Nullable NativeBlock block(int index) {
    run.check().run();
    if (index < kept.size()) {
      return kept.get(index);
    }
    if (complete) {
      return null;
    }
    ClickHouseResult open = result;
    if (open == null) {
      open = run.parts().apply(number);
      result = open;
    }
    NativeBlock block = open.next();
    if (block == null) {
      complete = true;
      open.close();
    } else if (keeping != null) {
      keeping.add((long) block.rows() * block.columns().size());
      kept.add(block);
    }
    return block;
  }

  private final class Rows implements Enumerator<@Nullable Object> {
    private int next;
    private int row;
    private @Nullable NativeBlock block;

    @Override
    public @Nullable Object current() {
      if (block == null) {
        throw new IllegalStateException("no row");
      }
      if (readers.length == 1) {
        return readers[0].read(block.columns().get(0), row);
      }
      @Nullable Object[] values = new @Nullable Object[readers.length];
      for (int i = 0; i < readers.length; i++) {
        values[i] = readers[i].read(block.columns().get(i), row);
      }
      return values;
    }

    @Override
    public boolean moveNext() {
      row++;
      while (block == null || row >= block.rows()) {
        block = block(next);
        if (block == null) {
          return false;
        }
        next = keeping == null ? 0 : next + 1;
        row = 0;
      }
      return true;
    }

    @Override
    public void reset() {
      next = 0;
      block = null;
    }

    @Override
    public void close() {
      block = null;
    }
  }
}
