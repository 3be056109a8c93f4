package io.timestore.calcite.run;

import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.clickhouse.ClickHouseResult;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A result whose next blocks are received and decoded by a thread of their own, while the caller
 * reads the current one. The thread starts when the result turns out to have more than two blocks,
 * and holds two at most. For one thread at a time, but for {@link #close}.
 */
final class ReadAhead implements ClickHouseResult {
  private static final int BLOCKS_BEFORE = 2;
  private static final int BLOCKS_AHEAD = 2;

  private final ClickHouseResult result;
  private final BlockingQueue<Item> items = new ArrayBlockingQueue<>(BLOCKS_AHEAD);
  private int withRows;
  private boolean started;
  private boolean ended;
  private volatile boolean closed;

  /** What the thread hands over: a block, a failure, or neither for the end. */
  private record Item(@Nullable NativeBlock block, @Nullable Throwable failure) {}

  ReadAhead(ClickHouseResult result) {
    this.result = result;
  }

  @Override
  public @Nullable NativeBlock next() {
    if (ended) {
      return null;
    }
    if (!started && withRows < BLOCKS_BEFORE) {
      NativeBlock block = result.next();
      withRows += block != null && block.rows() > 0 ? 1 : 0;
      ended = block == null;
      return block;
    }
    if (!started) {
      started = true;
      Thread thread = new Thread(this::receive, "timestore-read-ahead");
      thread.setDaemon(true);
      thread.start();
    }
    Item item = take();
    ended = item.block() == null;
    if (item.failure() instanceof Error error) {
      throw error;
    }
    if (item.failure() instanceof RuntimeException exception) {
      throw exception;
    }
    return item.block();
  }

  private Item take() {
    try {
      return items.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new TimestoreException(
          ErrorCode.CANCELED, "interrupted while waiting for the next rows", e);
    }
  }

  private void receive() {
    boolean more = true;
    while (more) {
      Item item = nextItem();
      more = item.block() != null;
      try {
        items.put(item);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        more = false;
      }
      if (closed) {
        tellCanceled();
        more = false;
      }
    }
  }

  private Item nextItem() {
    if (closed) {
      return new Item(null, canceled());
    }
    try {
      return new Item(result.next(), null);
    } catch (RuntimeException | Error e) {
      return new Item(null, e);
    }
  }

  private static TimestoreException canceled() {
    return new TimestoreException(ErrorCode.CANCELED, "the statement was ended");
  }

  /** Makes room for a thread that waits for it, and leaves word for one that waits for a block. */
  private void tellCanceled() {
    items.clear();
    // If the other thread was faster, there is something to be found, too.
    boolean unused = items.offer(new Item(null, canceled()));
  }

  @Override
  public void close() {
    closed = true;
    result.close();
    tellCanceled();
  }
}
