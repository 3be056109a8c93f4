package io.timestore.daemon.flush;

import io.timestore.core.catalog.LaneLease;
import io.timestore.core.catalog.LaneStore;
import io.timestore.core.clickhouse.ClickHouse;
import io.timestore.core.error.ErrorCode;
import io.timestore.core.error.TimestoreException;
import io.timestore.core.hot.HotBuffer;
import io.timestore.core.hot.LaneState;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the lanes that this daemon flushes and flushes those that are due by rows, bytes or age.
 * One flush at a time per lane. Safe for many threads.
 */
public final class FlushScheduler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FlushScheduler.class);
  private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final Duration ADOPT_INTERVAL = Duration.ofSeconds(2);
  private static final Duration TRIM_INTERVAL = Duration.ofSeconds(1);

  private final FlushConfig config;
  private final HotBuffer hotBuffer;
  private final LaneStore lanes;
  private final BatchInserter inserter;
  private final LongFunction<Table> tables;
  private final String owner;
  private final Clock clock;
  private final Map<LaneId, LaneTask> tasks = new ConcurrentHashMap<>();
  private final Map<Table, String> notAdopted = new ConcurrentHashMap<>();
  private final ScheduledExecutorService poller;
  private final ExecutorService workers;
  private boolean hotBufferAnswered = true;
  private volatile @Nullable Instant lastIngestAt;

  public FlushScheduler(
      FlushConfig config,
      HotBuffer hotBuffer,
      LaneStore lanes,
      ClickHouse clickHouse,
      LongFunction<Table> tables,
      String owner,
      Clock clock) {
    this.config = config;
    this.hotBuffer = hotBuffer;
    this.lanes = lanes;
    this.inserter = new BatchInserter(clickHouse);
    this.tables = tables;
    this.owner = owner;
    this.clock = clock;
    this.poller =
        Executors.newSingleThreadScheduledExecutor(r -> daemonThread(r, "timestore-flush-poll"));
    this.workers =
        Executors.newFixedThreadPool(config.threads(), r -> daemonThread(r, "timestore-flush"));
  }

  private static Thread daemonThread(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Starts watching. Lanes are adopted before or after. */
  public void start() {
    long millis = config.pollInterval().toMillis();
    var unused = poller.scheduleWithFixedDelay(this::poll, millis, millis, TimeUnit.MILLISECONDS);
    unused =
        poller.scheduleWithFixedDelay(
            this::trim, TRIM_INTERVAL.toMillis(), TRIM_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    unused =
        poller.scheduleWithFixedDelay(
            this::adoptPending,
            ADOPT_INTERVAL.toMillis(),
            ADOPT_INTERVAL.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /**
   * Takes the lanes of a table that this daemon does not flush yet, and mends what an earlier
   * flusher left undone. The lanes exist in the hot buffer when this returns.
   */
  public synchronized void adopt(Table table) {
    if (tasks.containsKey(new LaneId(table.id(), 0))) {
      return;
    }
    List<LaneTask> adopted = new ArrayList<>();
    for (LaneLease lease : lanes.acquire(table.id(), owner)) {
      LaneTask task =
          new LaneTask(
              new LaneFlusher(lease, config, hotBuffer, lanes, inserter, tables, clock), config);
      task.recover();
      adopted.add(task);
    }
    adopted.forEach(task -> tasks.put(task.lane(), task));
  }

  /**
   * Adopts a table now or, if that fails, as soon as it can be; until then it is a {@link
   * #problem}.
   */
  public void adoptWhenPossible(Table table) {
    try {
      adopt(table);
      notAdopted.remove(table);
    } catch (TimestoreException e) {
      String what = "table " + table.name() + " is not served: " + e.getMessage();
      if (!what.equals(notAdopted.put(table, what))) {
        LOG.error(what);
      }
    }
  }

  private void adoptPending() {
    try {
      notAdopted.keySet().forEach(this::adoptWhenPossible);
    } catch (RuntimeException e) {
      LOG.error("adopting tables failed; it is tried again", e);
    }
  }

  private void poll() {
    try {
      List<LaneTask> idle = tasks.values().stream().filter(t -> !t.busy()).toList();
      if (idle.isEmpty()) {
        return;
      }
      List<@Nullable LaneState> states =
          hotBuffer.states(idle.stream().map(LaneTask::lane).toList());
      for (int i = 0; i < idle.size(); i++) {
        LaneState state = states.get(i);
        LaneTask task = idle.get(i);
        if (state != null && task.due(state)) {
          workers.execute(task::run);
        }
      }
      hotBufferAnswered = true;
    } catch (TimestoreException e) {
      if (hotBufferAnswered) {
        LOG.warn("cannot read the lanes' states: {}", e.getMessage());
      }
      hotBufferAnswered = false;
    } catch (RuntimeException e) {
      LOG.error("watching lanes failed", e);
    }
  }

  private void trim() {
    try {
      tasks.values().forEach(LaneTask::trim);
    } catch (RuntimeException e) {
      LOG.error("trimming failed; it is tried again", e);
    }
  }

  /** How much was flushed of a lane since this daemon adopted it. */
  public record Progress(long batches, long rows) {}

  public Progress progress(LaneId lane) {
    LaneTask task = tasks.get(lane);
    return task == null ? new Progress(0, 0) : task.progress();
  }

  /**
   * Flushes without delay and waits until the watermark is at or above a sequence. TIMEOUT if it is
   * not in time.
   */
  public void awaitFlushed(LaneId lane, long sequence, Duration timeout) {
    LaneTask task = tasks.get(lane);
    if (task == null) {
      throw new TimestoreException(
          ErrorCode.FENCED,
          "lane " + lane.lane() + " of table " + lane.tableId() + " is not flushed by this daemon");
    }
    task.force(sequence);
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      LaneState state = hotBuffer.states(List.of(lane)).get(0);
      if (state != null && state.watermark() >= sequence) {
        return;
      }
      long left = deadline - System.nanoTime();
      if (left <= 0 || Thread.currentThread().isInterrupted()) {
        throw new TimestoreException(
            ErrorCode.TIMEOUT,
            "sequence "
                + sequence
                + " of table "
                + lane.tableId()
                + " was not flushed within "
                + timeout.toMillis()
                + " ms; the rows are staged and will be flushed; "
                + task.lastProblem());
      }
      task.awaitFlush(Math.min(left, LONGEST_WAIT_NANOS));
    }
  }

  /** Tells that rows were staged. */
  public void ingested() {
    lastIngestAt = clock.instant();
  }

  /** When rows were last staged here; null if never since the start. */
  public @Nullable Instant lastIngestAt() {
    return lastIngestAt;
  }

  /** Whether every adopted lane flushes without a problem; else what is wrong. */
  public @Nullable String problem() {
    String pending = notAdopted.values().stream().findFirst().orElse(null);
    if (pending != null) {
      return pending;
    }
    return tasks.values().stream()
        .map(LaneTask::problem)
        .filter(p -> p != null)
        .findFirst()
        .orElse(null);
  }

  @Override
  public void close() {
    poller.shutdownNow();
    workers.shutdown();
    try {
      if (!workers.awaitTermination(30, TimeUnit.SECONDS)) {
        workers.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
