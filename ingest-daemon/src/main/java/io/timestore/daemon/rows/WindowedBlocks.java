package io.timestore.daemon.rows;

import io.timestore.core.block.Block;
import io.timestore.core.block.BlockBuilder;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimeWindow;
import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.rows.cell.Cell;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one request on their way into blocks: one unfinished block per time window, cut by rows
 * and bytes. For one thread.
 */
final class WindowedBlocks {
  /** More unfinished blocks than this would cost more memory than larger blocks save. */
  private static final int MAX_OPEN = 256;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final TableSchema schema;
  private final TimeWindow width;
  private final String partitionKey;
  private final RowLimits limits;
  private final long ingestedAtMillis;
  private final Map<Integer, OpenBlock> open = new HashMap<>();
  private final ArrayDeque<BlockBuilder> spare = new ArrayDeque<>();
  private final List<Block> finished = new ArrayList<>();
  private @Nullable OpenBlock current;
  private long currentStart;
  private long currentEnd;
  private long openBytes;
  private long finishedBytes;
  private LongConsumer memory = bytes -> {};

  WindowedBlocks(
      TableSchema schema,
      TimeWindow width,
      String partitionKey,
      RowLimits limits,
      long ingestedAtMillis) {
    this.schema = schema;
    this.width = width;
    this.partitionKey = partitionKey;
    this.limits = limits;
    this.ingestedAtMillis = ingestedAtMillis;
  }

  /** Told of the bytes of each finished block. */
  void account(LongConsumer newMemory) {
    memory = newMemory;
  }

  void append(long timeNanos, Cell[] cells) {
    OpenBlock block = openFor(timeNanos);
    for (int i = 0; i < cells.length; i++) {
      if (cells[i].present()) {
        cells[i].appendTo(block.builder.column(i));
      }
    }
    block.builder.endRow(timeNanos);
    block.rowsToMeasure--;
    if (block.rowsToMeasure <= 0 || block.builder.rows() >= limits.rowsPerBlock()) {
      measure(block);
    }
  }

  private OpenBlock openFor(long timeNanos) {
    long second = Math.floorDiv(timeNanos, NANOS_PER_SECOND);
    OpenBlock block = current;
    if (block == null || second < currentStart || second >= currentEnd) {
      block = find(second);
      current = block;
      currentStart = width.startOf(second).getEpochSecond();
      currentEnd = width.endOf(second).getEpochSecond();
    }
    return block;
  }

  private OpenBlock find(long second) {
    int window = width.windowOf(second);
    OpenBlock known = open.get(window);
    if (known != null) {
      return known;
    }
    if (open.size() >= MAX_OPEN) {
      finishLargest();
    }
    BlockBuilder builder = spare.poll();
    if (builder == null) {
      builder = new BlockBuilder(schema, partitionKey, window, ingestedAtMillis);
    } else {
      builder.reset(partitionKey, window, ingestedAtMillis);
    }
    OpenBlock fresh = new OpenBlock(window, builder);
    open.put(window, fresh);
    return fresh;
  }

  /** Looks at the sizes; done often enough that no limit is passed by far. */
  private void measure(OpenBlock block) {
    long bytes = block.builder.rawBytes();
    openBytes += bytes - block.bytes;
    block.bytes = bytes;
    long perRow = bytes / block.builder.rows() + 1;
    block.rowsToMeasure = Math.max(1, Math.min(1024, limits.rawBytesPerBlock() / 64 / perRow));
    if (block.builder.rows() >= limits.rowsPerBlock() || bytes >= limits.rawBytesPerBlock()) {
      finish(block);
    } else if (openBytes > limits.rawBytesOpen()) {
      finishLargest();
    }
  }

  private void finishLargest() {
    openBytes = 0;
    for (OpenBlock block : open.values()) {
      block.bytes = block.builder.rawBytes();
      openBytes += block.bytes;
    }
    open.values().stream().max(Comparator.comparingLong(b -> b.bytes)).ifPresent(this::finish);
  }

  private void finish(OpenBlock block) {
    Block built = block.builder.build();
    finished.add(built);
    finishedBytes += built.bytes().length;
    memory.accept(built.bytes().length);
    openBytes -= block.bytes;
    open.remove(block.window);
    spare.add(block.builder);
    if (current == block) {
      current = null;
    }
    if (finishedBytes > limits.encodedBytes()) {
      throw new TimestoreException(
          ErrorCode.TOO_LARGE,
          "the rows take more than "
              + limits.encodedBytes()
              + " bytes when encoded, which is the limit of one request; send fewer rows at once");
    }
  }

  /** Ends all blocks, in the order of their windows where that is open. */
  List<Block> finish() {
    open.values().stream()
        .sorted(Comparator.comparingInt(b -> b.window))
        .toList()
        .forEach(this::finish);
    return List.copyOf(finished);
  }

  /** An unfinished block. */
  private static final class OpenBlock {
    final int window;
    final BlockBuilder builder;
    long bytes;
    long rowsToMeasure = 16;

    OpenBlock(int window, BlockBuilder builder) {
      this.window = window;
      this.builder = builder;
    }
  }
}
