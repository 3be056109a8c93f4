package io.timestore.daemon;

import io.timestore.core.catalog.CatalogDatabase;
import io.timestore.core.clickhouse.ClickHouse;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.error.TimestoreException;
import io.timestore.core.hot.HotBuffer;
import io.timestore.core.hot.LaneState;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import io.timestore.daemon.flush.FlushScheduler;
import io.timestore.daemon.http.DaemonStatus;
import io.timestore.daemon.http.Health;
import io.timestore.daemon.ingest.HotBufferLoad;
import io.timestore.daemon.ingest.TableRegistry;
import io.timestore.daemon.loss.HotBufferGuard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the stores every second, so that asking for the daemon's health never waits for one of
 * them. A look that does not end counts as bad. Safe for many threads.
 */
final class DaemonHealth implements DaemonStatus, AutoCloseable {
  private static final long INTERVAL_MILLIS = 1000;
  private static final long STALE_NANOS = Duration.ofSeconds(15).toNanos();

  private final HotBuffer hotBuffer;
  private final CatalogDatabase catalog;
  private final ClickHouse clickHouse;
  private final TableRegistry registry;
  private final FlushScheduler flusher;
  private final HotBufferGuard guard;
  private final HotBufferLoad load;
  private final Map<String, ?> endpoints;
  private final ScheduledExecutorService looker;
  private volatile Look last;

  private record Look(Health health, long queued, long atNanos) {}

  DaemonHealth(
      HotBuffer hotBuffer,
      CatalogDatabase catalog,
      ClickHouse clickHouse,
      TableRegistry registry,
      FlushScheduler flusher,
      HotBufferGuard guard,
      HotBufferLoad load,
      Map<String, ?> endpoints) {
    this.hotBuffer = hotBuffer;
    this.catalog = catalog;
    this.clickHouse = clickHouse;
    this.registry = registry;
    this.flusher = flusher;
    this.guard = guard;
    this.load = load;
    this.endpoints = endpoints;
    this.last = look();
    this.looker =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "timestore-health");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        looker.scheduleWithFixedDelay(
            () -> last = look(), INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
  }

  private Look look() {
    List<String> problems = new ArrayList<>();
    long queued = 0;
    Set<String> datasets = new HashSet<>();
    String hotProblem = null;
    try {
      List<LaneId> lanes = new ArrayList<>();
      List<String> datasetOfLane = new ArrayList<>();
      for (Table table : registry.all()) {
        for (int lane = 0; lane < table.lanes(); lane++) {
          lanes.add(new LaneId(table.id(), lane));
          datasetOfLane.add(table.datasetId());
        }
      }
      List<@Nullable LaneState> states = hotBuffer.states(lanes);
      load.update(
          states.stream().filter(Objects::nonNull).mapToLong(LaneState::rows).sum(),
          states.stream().filter(Objects::nonNull).mapToLong(LaneState::bytes).sum());
      for (int i = 0; i < lanes.size(); i++) {
        LaneState state = states.get(i);
        if (state != null && state.lastSequence() > state.watermark()) {
          queued += state.lastSequence() - state.watermark();
          datasets.add(datasetOfLane.get(i));
        }
      }
    } catch (TimestoreException e) {
      hotProblem = e.getMessage();
    }
    check(problems, () -> catalog.transaction(c -> c.isValid(2)));
    check(problems, () -> clickHouse.execute(ClickHouseStatement.of("SELECT 1")));
    String lossProblem = guard.problem();
    if (lossProblem != null) {
      problems.add(lossProblem);
    }
    String flushProblem = flusher.problem();
    if (flushProblem != null) {
      problems.add("flushing: " + flushProblem);
    }
    Health.State state =
        hotProblem != null
            ? Health.State.UNAVAILABLE
            : problems.isEmpty() ? Health.State.OK : Health.State.DEGRADED;
    String reason =
        hotProblem != null ? hotProblem : problems.isEmpty() ? null : String.join("; ", problems);
    return new Look(
        new Health(state, reason, datasets.size(), hotProblem == null, flusher.lastIngestAt()),
        queued,
        System.nanoTime());
  }

  private static void check(List<String> problems, Runnable look) {
    try {
      look.run();
    } catch (TimestoreException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Health health() {
    Look look = last;
    if (System.nanoTime() - look.atNanos() > STALE_NANOS) {
      return new Health(
          Health.State.UNAVAILABLE,
          "a store has not answered for " + TimeUnit.NANOSECONDS.toSeconds(STALE_NANOS) + " s",
          look.health().datasets(),
          false,
          look.health().lastIngestAt());
    }
    return look.health();
  }

  @Override
  public long queuedIngests() {
    return last.queued();
  }

  @Override
  public Object driverEndpoints() {
    return endpoints;
  }

  @Override
  public void close() {
    looker.shutdownNow();
  }
}
