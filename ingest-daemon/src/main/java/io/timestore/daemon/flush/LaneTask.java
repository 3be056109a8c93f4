package io.timestore.daemon.flush;

import io.timestore.core.catalog.Batch;
import io.timestore.core.error.TimestoreException;
import io.timestore.core.hot.LaneState;
import io.timestore.core.model.LaneId;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When one lane is flushed: due by rows, bytes, age or force, and after a failure not before a
 * pause.
 */
final class LaneTask {
  private static final Logger LOG = LoggerFactory.getLogger(LaneTask.class);
  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final long LONGEST_PAUSE_MILLIS = 10_000;

  private final LaneFlusher flusher;
  private final FlushConfig config;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition flushed = lock.newCondition();
  private volatile long forcedUpTo;
  private final AtomicLong batches = new AtomicLong();
  private final AtomicLong rows = new AtomicLong();
  private volatile @Nullable String problem;
  private long ended;
  private long dueSinceNanos;
  private boolean waiting;
  private int failures;
  private long pausedUntilNanos;

  LaneTask(LaneFlusher flusher, FlushConfig config) {
    this.flusher = flusher;
    this.config = config;
  }

  LaneId lane() {
    return flusher.lane();
  }

  boolean busy() {
    return busy.get();
  }

  void recover() {
    flusher.recover();
  }

  void force(long sequence) {
    lock.lock();
    try {
      forcedUpTo = Math.max(forcedUpTo, sequence);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether the lane should be flushed now; then the caller must call {@link #run}. For the poller
   * alone.
   */
  boolean due(LaneState state) {
    long now = System.nanoTime();
    boolean mend = failures > 0;
    if (state.rows() == 0 && state.lastSequence() == state.watermark() && !mend) {
      waiting = false;
      return false;
    }
    if (!waiting) {
      waiting = true;
      dueSinceNanos = now;
    }
    boolean due =
        mend
            || state.rows() >= config.rows()
            || state.bytes() >= config.bytes()
            || forcedUpTo > state.watermark()
            || now - dueSinceNanos >= config.age().toNanos();
    boolean paused = mend && now < pausedUntilNanos;
    return due && !paused && busy.compareAndSet(false, true);
  }

  /** Flushes until the tail is below the thresholds. */
  void run() {
    try {
      if (failures > 0) {
        flusher.recover();
      }
      LaneState state = flusher.state();
      boolean more = true;
      while (more) {
        Batch batch = flusher.flush(state);
        record(batch);
        state = flusher.state();
        more =
            batch != null
                && (state.rows() >= config.rows()
                    || state.bytes() >= config.bytes()
                    || forcedUpTo > state.watermark());
      }
      failures = 0;
      problem = null;
    } catch (TimestoreException e) {
      failed(e.getMessage() == null ? e.code().name() : e.getMessage(), e);
    } catch (RuntimeException e) {
      failed(e.toString(), e);
    } finally {
      waiting = false;
      busy.set(false);
    }
  }

  private void record(@Nullable Batch batch) {
    lock.lock();
    try {
      if (batch != null) {
        batches.incrementAndGet();
        rows.addAndGet(batch.rows());
      }
      ended++;
      flushed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void failed(String what, RuntimeException e) {
    failures++;
    long pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures, 10));
    pausedUntilNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause);
    if (problem == null) {
      LOG.warn("flushing lane {} failed, trying again in {} ms: {}", lane(), pause, what, e);
    } else {
      LOG.warn(
          "flushing lane {} failed again ({}), next try in {} ms: {}",
          lane(),
          failures,
          pause,
          what);
    }
    problem = what;
  }

  /** Waits until a flush ended since the last look, or the time is over. */
  void awaitFlush(long nanos) {
    lock.lock();
    try {
      long before = ended;
      long left = nanos;
      while (ended == before && left > 0) {
        left = flushed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  void trim() {
    if (failures > 0 || !busy.compareAndSet(false, true)) {
      return;
    }
    try {
      flusher.trim();
    } catch (TimestoreException e) {
      LOG.debug("trimming lane {} failed; it is tried again", lane(), e);
    } finally {
      busy.set(false);
    }
  }

  FlushScheduler.Progress progress() {
    return new FlushScheduler.Progress(batches.get(), rows.get());
  }

  @Nullable String problem() {
    return problem;
  }

  String lastProblem() {
    String known = problem;
    return known == null ? "ClickHouse is slow or busy" : "the last problem was: " + known;
  }
}
