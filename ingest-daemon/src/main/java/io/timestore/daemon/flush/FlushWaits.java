package io.timestore.daemon.flush;

import io.timestore.core.hot.HotBuffer;
import io.timestore.core.hot.LaneState;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.schedule.ScheduledTask;
import io.timestore.daemon.schedule.TaskSchedule;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Futures that complete when a lane's watermark has reached a sequence. One task reads the states
 * of all lanes that are waited for; no wait holds a thread. The callers bound their number. Safe
 * for many threads.
 */
final class FlushWaits implements AutoCloseable {
  private static final Duration POLL_INTERVAL = Duration.ofMillis(10);
  private static final int ANSWER_THREADS = 4;

  private final HotBuffer hotBuffer;
  private final Function<LaneId, String> lastProblem;
  private final Queue<Wait> waits = new ConcurrentLinkedQueue<>();
  private final ScheduledTask poller;

  /** Runs the continuations, which may ask the catalog, so that the poller never waits for them. */
  private final ExecutorService answers;

  private volatile boolean closed;

  private record Wait(
      LaneId lane,
      long sequence,
      Duration atMost,
      long deadlineNanos,
      CompletableFuture<Void> flushed) {}

  FlushWaits(HotBuffer hotBuffer, Function<LaneId, String> lastProblem, TaskSchedule schedule) {
    this.hotBuffer = hotBuffer;
    this.lastProblem = lastProblem;
    this.poller = schedule.task("flush-waits", POLL_INTERVAL, this::poll);
    this.answers =
        Executors.newFixedThreadPool(
            ANSWER_THREADS,
            work -> {
              Thread thread = new Thread(work, "timestore-flush-answers");
              thread.setDaemon(true);
              return thread;
            });
  }

  void start() {
    poller.start();
  }

  /**
   * Completes when the watermark is at or above a sequence; with TIMEOUT if it is not in time. A
   * cancelled future is forgotten.
   */
  CompletableFuture<Void> until(LaneId lane, long sequence, Duration atMost) {
    CompletableFuture<Void> flushed = new CompletableFuture<>();
    waits.add(new Wait(lane, sequence, atMost, System.nanoTime() + atMost.toNanos(), flushed));
    if (closed) {
      failAll();
    }
    return flushed;
  }

  private void poll() {
    waits.removeIf(wait -> wait.flushed().isDone());
    if (waits.isEmpty()) {
      return;
    }
    endLate();
    List<LaneId> lanes = waits.stream().map(Wait::lane).distinct().toList();
    List<@Nullable LaneState> states = hotBuffer.states(lanes);
    Map<LaneId, Long> watermarks = new HashMap<>();
    for (int i = 0; i < lanes.size(); i++) {
      LaneState state = states.get(i);
      if (state != null) {
        watermarks.put(lanes.get(i), state.watermark());
      }
    }
    waits.removeIf(
        wait -> {
          boolean done = watermarks.getOrDefault(wait.lane(), -1L) >= wait.sequence();
          if (done) {
            answers.execute(() -> wait.flushed().complete(null));
          }
          return done;
        });
  }

  /** Before the hot buffer is asked, so that time-outs hold while it does not answer. */
  private void endLate() {
    long now = System.nanoTime();
    waits.removeIf(
        wait -> {
          boolean late = now - wait.deadlineNanos() >= 0;
          if (late) {
            answers.execute(() -> wait.flushed().completeExceptionally(late(wait)));
          }
          return late;
        });
  }

  private TimestoreException late(Wait wait) {
    return new TimestoreException(
        ErrorCode.TIMEOUT,
        "sequence "
            + wait.sequence()
            + " of table "
            + wait.lane().tableId()
            + " was not flushed within "
            + wait.atMost().toMillis()
            + " ms; the rows are staged and will be flushed; "
            + lastProblem.apply(wait.lane()));
  }

  private void failAll() {
    for (Wait wait = waits.poll(); wait != null; wait = waits.poll()) {
      wait.flushed()
          .completeExceptionally(
              new TimestoreException(
                  ErrorCode.DAEMON_UNAVAILABLE,
                  "the daemon stops; the rows are staged and will be flushed"));
    }
  }

  /** Fails every wait with DAEMON_UNAVAILABLE. */
  @Override
  public void close() {
    closed = true;
    poller.close();
    failAll();
    answers.shutdown();
  }
}
