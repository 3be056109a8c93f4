package io.timestore.core.clickhouse;

import io.timestore.core.block.read.NativeBlock;
import org.jspecify.annotations.Nullable;

/** A result of one block that is there already. For one thread. */
public final class OneBlockResult implements ClickHouseResult {
  private @Nullable NativeBlock block;

  public OneBlockResult(NativeBlock block) {
    this.block = block;
  }

  @Override
  public @Nullable NativeBlock next() {
    NativeBlock only = block;
    block = null;
    return only;
  }

  @Override
  public void close() {
    block = null;
  }
}
