package io.timestore.daemon.flush;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds how many flushes of one dataset insert at a time, first come first served. Thread-safe.
 */
final class InsertPermits {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  private final int perDataset;
  private final Map<String, Semaphore> permits = new ConcurrentHashMap<>();

  InsertPermits(int perDataset) {
    this.perDataset = perDataset;
  }

  /** Waits for a permit, does the work, and gives the permit back. */
  void with(String datasetId, Runnable insert) {
    Semaphore semaphore = permits.computeIfAbsent(datasetId, d -> new Semaphore(perDataset, true));
    try {
      if (!semaphore.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new TimestoreException(
            ErrorCode.CLICKHOUSE_BUSY,
            perDataset
                + " inserts of the dataset have run for "
                + LONGEST_WAIT.toMinutes()
                + " min; the lane is flushed later");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TimestoreException(ErrorCode.CANCELED, "interrupted", e);
    }
    try {
      insert.run();
    } finally {
      semaphore.release();
    }
  }
}
