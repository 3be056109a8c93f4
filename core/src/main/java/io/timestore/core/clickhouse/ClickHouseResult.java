package io.timestore.core.clickhouse;

import io.timestore.core.block.read.NativeBlock;
import org.jspecify.annotations.Nullable;

/**
 * The streaming answer of a statement, block by block. For one thread at a time, but for {@link
 * #close}.
 */
public interface ClickHouseResult extends AutoCloseable {
  /**
   * The next block, or null after the last one. The first block may have no rows and tells the
   * columns; an answer without any block has no columns.
   */
  @Nullable NativeBlock next();

  /** Frees the connection; an answer that was not read to its end is ended on the server. */
  @Override
  void close();
}
