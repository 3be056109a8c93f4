package io.timestore.calcite.run;

import io.timestore.calcite.plan.ResultColumn;
import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.clickhouse.ClickHouseResult;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A streaming answer. For one thread at a time, but for {@link #close}. */
public final class QueryAnswer implements AutoCloseable {
  private final List<ResultColumn> columns;
  private final ClickHouseResult result;
  private final long sentAt;
  private volatile StatementProvenance provenance;

  QueryAnswer(
      List<ResultColumn> columns,
      ClickHouseResult result,
      StatementProvenance provenance,
      long sentAt) {
    this.columns = columns;
    this.result = result;
    this.provenance = provenance;
    this.sentAt = sentAt;
  }

  public List<ResultColumn> columns() {
    return columns;
  }

  /** The next block with rows, or null after the last one. */
  public @Nullable NativeBlock next() {
    NativeBlock block = result.next();
    if (provenance.firstBlockTime() == null) {
      StatementProvenance p = provenance;
      provenance =
          new StatementProvenance(
              p.strategy(),
              p.filter(),
              p.tables(),
              p.clickHouseSql(),
              p.planTime(),
              p.captureTime(),
              Duration.ofNanos(System.nanoTime() - sentAt));
    }
    while (block != null && block.rows() == 0) {
      block = result.next();
    }
    return block;
  }

  public StatementProvenance provenance() {
    return provenance;
  }

  @Override
  public void close() {
    result.close();
  }
}
