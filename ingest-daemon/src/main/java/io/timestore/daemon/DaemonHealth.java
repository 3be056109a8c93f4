package io.timestore.daemon;

import io.timestore.core.catalog.postgres.CatalogDatabase;
import io.timestore.core.clickhouse.ClickHouse;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.hot.HotBuffer;
import io.timestore.core.hot.LaneState;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import io.timestore.core.model.TimestoreException;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the stores every second, so that asking for the daemon's health never waits for one of
 * them. A look that does not end counts as bad. The hot buffer is looked at by a thread of its own,
 * so that its limits hold while another store does not answer. Safe for many threads.
 */
final class DaemonHealth implements DaemonStatus, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DaemonHealth.class);
  private static final long INTERVAL_MILLIS = 1000;

  /** How long a table or lane that another daemon made may be missing in the sums. */
  private static final long TABLES_MILLIS = 10_000;

  private static final long STALE_NANOS = Duration.ofSeconds(15).toNanos();
  private static final ClickHouseStatement ALIVE =
      new ClickHouseStatement(
          "SELECT 1", Map.of(), Map.of(), List.of(), null, Duration.ofSeconds(2));

  private final HotBuffer hotBuffer;
  private final CatalogDatabase catalog;
  private final ClickHouse clickHouse;
  private final TableRegistry registry;
  private final FlushScheduler flusher;
  private final HotBufferGuard guard;
  private final HotBufferLoad load;
  private final Map<String, ?> endpoints;
  private final ScheduledExecutorService looker;
  private volatile HotLook hot;
  private volatile Look last;

  private record Look(Health health, long atNanos) {}

  private record HotLook(long queued, int datasets, @Nullable String problem) {}

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
    this.hot = lookAtHotBuffer();
    this.last = look();
    this.looker =
        Executors.newScheduledThreadPool(
            2,
            work -> {
              Thread thread = new Thread(work, "timestore-health");
              thread.setDaemon(true);
              return thread;
            });
    every(INTERVAL_MILLIS, () -> hot = lookAtHotBuffer());
    every(INTERVAL_MILLIS, () -> last = look());
    every(TABLES_MILLIS, registry::load);
  }

  private void every(long millis, Runnable look) {
    Runnable again =
        () -> {
          try {
            look.run();
          } catch (TimestoreException e) {
            LOG.debug("a look failed; the next one reports what is wrong", e);
          } catch (RuntimeException e) {
            LOG.error("looking at the stores failed; it is tried again", e);
          }
        };
    var unused = looker.scheduleWithFixedDelay(again, millis, millis, TimeUnit.MILLISECONDS);
  }

  private HotLook lookAtHotBuffer() {
    long queued = 0;
    Set<String> datasets = new HashSet<>();
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
      return new HotLook(queued, datasets.size(), null);
    } catch (TimestoreException e) {
      return new HotLook(queued, datasets.size(), String.valueOf(e.getMessage()));
    }
  }

  private Look look() {
    List<String> problems = new ArrayList<>();
    check(problems, () -> catalog.transaction(c -> c.isValid(2)));
    check(problems, () -> clickHouse.execute(ALIVE));
    String lossProblem = guard.problem();
    if (lossProblem != null) {
      problems.add(lossProblem);
    }
    String flushProblem = flusher.problem();
    if (flushProblem != null) {
      problems.add("flushing: " + flushProblem);
    }
    HotLook now = hot;
    String hotProblem = now.problem();
    Health.State state =
        hotProblem != null
            ? Health.State.UNAVAILABLE
            : problems.isEmpty() ? Health.State.OK : Health.State.DEGRADED;
    String reason =
        hotProblem != null ? hotProblem : problems.isEmpty() ? null : String.join("; ", problems);
    return new Look(
        new Health(state, reason, now.datasets(), hotProblem == null, flusher.lastIngestAt()),
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
    return hot.queued();
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
