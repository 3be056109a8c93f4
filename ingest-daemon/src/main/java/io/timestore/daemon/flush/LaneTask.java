package io.timestore.daemon.flush;

import io.timestore.core.catalog.Batch;
import io.timestore.core.hot.LaneState;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.TimestoreException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
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
  private final FlushPacing pacing;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final AtomicLong batches = new AtomicLong();
  private final AtomicLong rows = new AtomicLong();
  private volatile @Nullable String problem;
  private volatile boolean stopping;
  private volatile boolean parked;
  private boolean recovered;
  private long dueSinceNanos;
  private boolean waiting;
  private int failures;
  private long pausedUntilNanos;

  LaneTask(LaneFlusher flusher, FlushConfig config) {
    this.flusher = flusher;
    this.pacing = new FlushPacing(config);
  }

  LaneId lane() {
    return flusher.lane();
  }

  boolean busy() {
    return busy.get();
  }

  /** Starts no more flushes. Answers whether none is running. */
  boolean stopped() {
    stopping = true;
    if (!parked && busy.compareAndSet(false, true)) {
      parked = true;
    }
    return parked;
  }

  /** Whether it was stopped and nothing runs. */
  boolean gone() {
    return stopping && stopped();
  }

  /**
   * Whether the lane should be flushed now; then the caller must call {@link #run}. For the poller
   * alone.
   */
  boolean due(@Nullable LaneState state) {
    long now = System.nanoTime();
    boolean mend = failures > 0 || !recovered;
    boolean due = mend || state == null || due(state, now);
    boolean paused = failures > 0 && now - pausedUntilNanos < 0;
    return due && !paused && !stopping && busy.compareAndSet(false, true);
  }

  private boolean due(LaneState state, long now) {
    if (state.lastSequence() == state.watermark()) {
      waiting = false;
      return false;
    }
    if (!waiting) {
      waiting = true;
      dueSinceNanos = now;
    }
    return over(state) || now - dueSinceNanos >= pacing.age().toNanos();
  }

  private boolean over(LaneState state) {
    return state.rows() >= pacing.rows()
        || state.bytes() >= pacing.bytes()
        || state.flushWanted() > state.watermark();
  }

  /** Recovers if that is needed, else flushes until the tail is below the thresholds. */
  void run() {
    try {
      boolean more = failures == 0 && recovered;
      if (!more) {
        flusher.recover();
        recovered = true;
      }
      while (more && !stopping) {
        long began = System.nanoTime();
        Batch batch = flusher.flush(flusher.state());
        waiting = false;
        if (batch != null) {
          pacing.flushed(Duration.ofNanos(System.nanoTime() - began));
          batches.incrementAndGet();
          rows.addAndGet(batch.rows());
        }
        more = batch != null && over(flusher.state());
        if (more) {
          trimNow();
        }
      }
      failures = 0;
      problem = null;
    } catch (TimestoreException e) {
      if (e.code() == ErrorCode.CLICKHOUSE_BUSY) {
        pacing.tooManyParts();
      }
      failed(e.getMessage() == null ? e.code().name() : e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      failed(e.toString(), e);
    } finally {
      busy.set(false);
    }
  }

  private void failed(String what, Throwable e) {
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

  /** Trims, unless the lane is being flushed: then {@link #run} does it between two batches. */
  void trim() {
    if (failures > 0 || !busy.compareAndSet(false, true)) {
      return;
    }
    try {
      trimNow();
    } finally {
      busy.set(false);
    }
  }

  private void trimNow() {
    try {
      flusher.trim();
    } catch (TimestoreException e) {
      LOG.debug("trimming lane {} failed; it is tried again", lane(), e);
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
