package io.timestore.calcite.run;

import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.clickhouse.ClickHouseResult;
import org.jspecify.annotations.Nullable;

/** What ClickHouse answered of a statement, and how long it was waited for. For one thread. */
public final class Measured {
  private long nanos;
  private long rows;

  /** Time spent waiting for ClickHouse, nanoseconds. */
  long nanos() {
    return nanos;
  }

  /** Rows that came from ClickHouse. */
  long rows() {
    return rows;
  }

  void addNanos(long more) {
    nanos += more;
  }

  /** A result that is measured while it is read. */
  ClickHouseResult measure(ClickHouseResult result) {
    return new ClickHouseResult() {
      @Override
      public @Nullable NativeBlock next() {
        long start = System.nanoTime();
        NativeBlock block = result.next();
        nanos += System.nanoTime() - start;
        rows += block == null ? 0 : block.rows();
        return block;
      }

      @Override
      public void close() {
        result.close();
      }
    };
  }
}
