package io.timestore.calcite.request;

import io.timestore.calcite.run.QueryEngine;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What may end a statement before its answer is there: somebody who cancels it, or its time-out,
 * which begins with this object. Thread-safe.
 */
public final class StatementControl {
  /** A longer time-out is none; its nanoseconds would not fit. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final String queryId;
  private final @Nullable Duration timeout;
  private final long limitNanos;
  private final long startedAt;
  private final CountDownLatch canceled;

  /**
   * Starts the clock.
   *
   * @param queryId id under which the statement can be ended in ClickHouse
   * @param timeout longest time until the answer's end, null for the server's limit
   */
  public StatementControl(String queryId, @Nullable Duration timeout) {
    this.queryId = queryId;
    if (timeout != null && timeout.compareTo(LONGEST) < 0) {
      this.timeout = timeout;
      this.limitNanos = timeout.toNanos();
    } else {
      this.timeout = null;
      this.limitNanos = Long.MAX_VALUE;
    }
    this.startedAt = System.nanoTime();
    this.canceled = new CountDownLatch(1);
  }

  private StatementControl(String queryId, StatementControl whole) {
    this.queryId = queryId;
    this.timeout = whole.timeout;
    this.limitNanos = whole.limitNanos;
    this.startedAt = whole.startedAt;
    this.canceled = whole.canceled;
  }

  /** For a part of the statement, which ends with the whole. */
  StatementControl under(String partId) {
    return new StatementControl(partId, this);
  }

  public String queryId() {
    return queryId;
  }

  /** From now on no step of the statement begins; {@link QueryEngine#kill} ends what runs. */
  public void cancel() {
    canceled.countDown();
  }

  public boolean isCanceled() {
    return canceled.getCount() == 0;
  }

  /**
   * Called before each step of a statement.
   *
   * @throws TimestoreException CANCELED, TIMEOUT
   */
  public void check() {
    if (isCanceled()) {
      throw new TimestoreException(ErrorCode.CANCELED, "the statement was canceled");
    }
    if (timeout != null && left() <= 0) {
      throw new TimestoreException(
          ErrorCode.TIMEOUT,
          "the statement took longer than its time-out of " + timeout.toMillis() + " ms");
    }
  }

  private long left() {
    return limitNanos - (System.nanoTime() - startedAt);
  }

  /** What is left of the time-out, null for no limit. */
  @Nullable Duration remaining() {
    return timeout == null ? null : Duration.ofNanos(Math.max(1_000_000, left()));
  }

  /** Waits, and throws as {@link #check} as soon as the statement is to end. */
  public void pause(long millis) {
    long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
    try {
      var unused = canceled.await(Math.min(nanos, left()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TimestoreException(
          ErrorCode.CANCELED, "interrupted while waiting for a write to become visible", e);
    }
    check();
  }
}
