package io.timestore.calcite.merge.tail;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.timestore.calcite.merge.column.Column;
import io.timestore.calcite.merge.column.TextColumn;
import io.timestore.calcite.merge.column.ValueType;
import io.timestore.core.block.Block;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Decoded columns of the blocks of tails, so that a block is decoded once and not by every
 * statement. Bounded by the size of the columns and by how long nobody asked for them. Safe for
 * many threads.
 */
public final class DecodedBlocks {
  private static final long MOST_BYTES = Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 16);
  private static final Duration MOST_IDLE = Duration.ofSeconds(30);
  private static final int BYTES_OF_TEXT = 48;

  private final Cache<Key, Column> columns =
      CacheBuilder.newBuilder()
          .maximumWeight(MOST_BYTES)
          .weigher((Key key, Column column) -> bytes(column))
          .expireAfterAccess(MOST_IDLE)
          .build();

  /** A block is itself alone. */
  private record Key(Block block, String column, ValueType type) {}

  Column get(Block block, String column, ValueType type, Supplier<Column> decode) {
    Key key = new Key(block, column, type);
    Column known = columns.getIfPresent(key);
    if (known != null) {
      return known;
    }
    Column decoded = decode.get();
    columns.put(key, decoded);
    return decoded;
  }

  private static int bytes(Column column) {
    return column.rows() * (column instanceof TextColumn ? BYTES_OF_TEXT : Long.BYTES + 1);
  }
}
