package io.timestore.daemon.flush;

import io.timestore.core.catalog.LaneOwner;
import io.timestore.core.hot.HotBuffer;
import io.timestore.core.hot.LaneState;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.lease.LeaseConfig;
import io.timestore.daemon.lease.LeaseKeeper;
import io.timestore.daemon.lease.LeaseTerm;
import io.timestore.daemon.schedule.ScheduledTask;
import io.timestore.daemon.schedule.TaskSchedule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flushes the lanes that this daemon holds when they are due by rows, bytes, age or wish. One flush
 * at a time per lane. Safe for many threads.
 */
public final class FlushScheduler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FlushScheduler.class);
  private static final int MOST_PROBLEMS = 5;
  private static final Duration TRIM_INTERVAL = Duration.ofSeconds(1);

  private final FlushConfig config;
  private final FlushStores stores;
  private final HotBuffer hotBuffer;
  private final Clock clock;
  private final LeaseKeeper leases;
  private final InsertPermits permits;
  private final Map<LaneId, LaneTask> tasks = new ConcurrentHashMap<>();
  private final ScheduledTask poller;
  private final ScheduledTask trimmer;
  private final FlushWaits waits;
  private final ExecutorService workers;
  private volatile @Nullable Instant lastIngestAt;

  /**
   * Makes a scheduler.
   *
   * @param owner this daemon, as the catalog shall know it
   */
  public FlushScheduler(
      FlushConfig config,
      LeaseConfig leaseConfig,
      FlushStores stores,
      LaneOwner owner,
      Clock clock,
      TaskSchedule schedule) {
    this.config = config;
    this.stores = stores;
    this.hotBuffer = stores.hotBuffer();
    this.clock = clock;
    this.permits = new InsertPermits(config.insertsPerDataset());
    this.leases = new LeaseKeeper(stores.lanes(), owner, leaseConfig, new HeldLanes(), schedule);
    this.poller = schedule.task("flush-poll", config.pollInterval(), this::poll);
    this.waits = new FlushWaits(hotBuffer, this::lastProblem, schedule);
    this.trimmer = schedule.task("trim", TRIM_INTERVAL, this::trim);
    this.workers =
        Executors.newFixedThreadPool(config.threads(), r -> daemonThread(r, "timestore-flush"));
  }

  private static Thread daemonThread(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Starts to hold lanes and to flush them. */
  public void start() {
    poller.start();
    trimmer.start();
    waits.start();
    leases.start();
  }

  private final class HeldLanes implements LeaseKeeper.Lanes {
    @Override
    public void taken(LeaseTerm term) {
      LaneTask task = new LaneTask(new LaneFlusher(term, config, stores, permits, clock), config);
      LaneTask before = tasks.put(task.lane(), task);
      if (before != null) {
        before.stopped();
      }
    }

    @Override
    public boolean stopped(LaneId lane) {
      LaneTask task = tasks.get(lane);
      if (task != null && !task.stopped()) {
        return false;
      }
      tasks.remove(lane);
      return true;
    }
  }

  /** Takes the lanes of a table that was just made, unless another daemon was first. */
  public void claim(Table table) {
    try {
      leases.claim(table.id());
    } catch (TimestoreException e) {
      LOG.info("lanes of {} are claimed later: {}", table.name(), e.getMessage());
    }
  }

  private void poll() {
    tasks.values().removeIf(LaneTask::gone);
    List<LaneTask> idle = tasks.values().stream().filter(t -> !t.busy()).toList();
    if (idle.isEmpty()) {
      return;
    }
    List<@Nullable LaneState> states = hotBuffer.states(idle.stream().map(LaneTask::lane).toList());
    for (int i = 0; i < idle.size(); i++) {
      LaneTask task = idle.get(i);
      if (task.due(states.get(i))) {
        workers.execute(task::run);
      }
    }
  }

  private void trim() {
    tasks.values().forEach(LaneTask::trim);
  }

  /** How much was flushed of a lane since this daemon took it. */
  public record Progress(long batches, long rows) {}

  public Progress progress(LaneId lane) {
    LaneTask task = tasks.get(lane);
    return task == null ? new Progress(0, 0) : task.progress();
  }

  /**
   * Flushes without delay. The future completes when the watermark is at or above the sequence;
   * with TIMEOUT if it is not in time.
   */
  public CompletableFuture<Void> whenFlushed(LaneId lane, long sequence, Duration atMost) {
    hotBuffer.wantFlush(lane, sequence);
    return waits.until(lane, sequence, atMost);
  }

  /** Ends the waits for flushes, so that their requests are answered before the server stops. */
  public void endWaits() {
    waits.close();
  }

  private String lastProblem(LaneId lane) {
    LaneTask task = tasks.get(lane);
    return task == null
        ? "another daemon flushes them, or none does: see its health"
        : task.lastProblem();
  }

  /** Tells that rows were staged. */
  public void ingested() {
    lastIngestAt = clock.instant();
  }

  /** When rows were last staged here; null if never since the start. */
  public @Nullable Instant lastIngestAt() {
    return lastIngestAt;
  }

  /** Whether every held lane flushes without a problem; else what is wrong. */
  public @Nullable String problem() {
    String lease = leases.problem();
    if (lease != null) {
      return lease;
    }
    String all =
        tasks.values().stream()
            .map(LaneTask::problem)
            .filter(Objects::nonNull)
            .distinct()
            .limit(MOST_PROBLEMS)
            .collect(Collectors.joining("; "));
    return all.isEmpty() ? null : all;
  }

  /** Lets running flushes end, gives the lanes back and stops. */
  @Override
  public void close() {
    waits.close();
    leases.close();
    poller.close();
    trimmer.close();
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
