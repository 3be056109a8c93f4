package io.timestore.daemon.http;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory that request bodies and their encoded rows may take together. A request that finds
 * none waits a while and is then refused with BACK_PRESSURE. Safe for use by many threads.
 */
final class MemoryBudget {
  private static final int PERMIT_BYTES = 1 << 10;

  private final Semaphore permits;
  private final int total;
  private final Duration patience;

  MemoryBudget(long bytes, Duration patience) {
    total = (int) Math.min(Integer.MAX_VALUE, bytes / PERMIT_BYTES);
    permits = new Semaphore(total, true);
    this.patience = patience;
  }

  /** A share that starts empty. */
  Share share() {
    return new Share();
  }

  /** What one request holds; given back when closed. For one thread. */
  final class Share implements AutoCloseable {
    private int held;

    /** Takes so many bytes more. */
    void grow(long bytes) {
      int wanted = (int) Math.min(total, (bytes + PERMIT_BYTES - 1) / PERMIT_BYTES);
      boolean got;
      try {
        got = permits.tryAcquire(wanted, patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new TimestoreException(ErrorCode.CANCELED, "the daemon is stopping", e);
      }
      if (!got) {
        throw new TimestoreException(
            ErrorCode.BACK_PRESSURE,
            "requests take all of their "
                + (long) total * PERMIT_BYTES
                + " bytes of memory; send again later, or smaller bodies");
      }
      held += wanted;
    }

    @Override
    public void close() {
      permits.release(held);
      held = 0;
    }
  }
}
