package io.timestore.daemon.health;

import io.timestore.core.catalog.postgres.CatalogDatabase;
import io.timestore.core.clickhouse.ClickHouse;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.hot.HotBuffer;
import io.timestore.core.hot.LaneState;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.flush.FlushScheduler;
import io.timestore.daemon.ingest.HotBufferLoad;
import io.timestore.daemon.ingest.TableRegistry;
import io.timestore.daemon.loss.HotBufferGuard;
import io.timestore.daemon.schedule.ScheduledTask;
import io.timestore.daemon.schedule.TaskSchedule;
import io.timestore.daemon.schedule.TaskState;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the stores every second, so that asking for the daemon's health never waits for one of
 * them. A look that does not end counts as bad. The hot buffer is looked at by a task of its own,
 * so that its limits hold while another store does not answer. Safe for many threads.
 */
public final class StoreHealth implements DaemonStatus, AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /** How long a table or lane that another daemon made may be missing in the sums. */
  private static final Duration TABLES_INTERVAL = Duration.ofSeconds(10);

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
  private final Clock clock;
  private final TaskSchedule schedule;
  private final ScheduledTask hotBufferTask;
  private final ScheduledTask storesTask;
  private final ScheduledTask tablesTask;
  private volatile HotBufferHealth hot = HotBufferHealth.UNKNOWN;
  private volatile List<String> problems = List.of();

  public StoreHealth(
      HotBuffer hotBuffer,
      CatalogDatabase catalog,
      ClickHouse clickHouse,
      TableRegistry registry,
      FlushScheduler flusher,
      HotBufferGuard guard,
      HotBufferLoad load,
      Map<String, ?> endpoints,
      Clock clock,
      TaskSchedule schedule) {
    this.hotBuffer = hotBuffer;
    this.catalog = catalog;
    this.clickHouse = clickHouse;
    this.registry = registry;
    this.flusher = flusher;
    this.guard = guard;
    this.load = load;
    this.endpoints = endpoints;
    this.clock = clock;
    this.schedule = schedule;
    this.hotBufferTask = schedule.task("hot-buffer-load", INTERVAL, this::lookAtHotBuffer);
    this.storesTask = schedule.task("store-health", INTERVAL, this::lookAtStores);
    this.tablesTask = schedule.task("table-list", TABLES_INTERVAL, registry::load);
  }

  /** Looks once, and goes on. */
  public void start() {
    hotBufferTask.runNow();
    storesTask.runNow();
    hotBufferTask.start();
    storesTask.start();
    tablesTask.start();
  }

  private void lookAtHotBuffer() {
    try {
      hot = measured();
    } catch (RuntimeException | Error e) {
      hot = hot.failed(e instanceof TimestoreException ? "" + e.getMessage() : e.toString());
      throw e;
    }
  }

  private HotBufferHealth measured() {
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
    long queued = 0;
    Set<String> datasets = new HashSet<>();
    for (int i = 0; i < lanes.size(); i++) {
      LaneState state = states.get(i);
      if (state != null && state.lastSequence() > state.watermark()) {
        queued += state.lastSequence() - state.watermark();
        datasets.add(datasetOfLane.get(i));
      }
    }
    return new HotBufferHealth(datasets.size(), queued, null, clock.instant(), null);
  }

  private void lookAtStores() {
    List<String> found = new ArrayList<>();
    check(found, () -> catalog.transaction(c -> c.isValid(2)));
    check(found, () -> clickHouse.execute(ALIVE));
    problems = List.copyOf(found);
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
    HotBufferHealth now = hot.ingestedAt(flusher.lastIngestAt());
    List<TaskState> tasks = schedule.states();
    for (ScheduledTask look : List.of(hotBufferTask, storesTask)) {
      TaskState state = look.state();
      if (state.late()) {
        String reason =
            "a store has not answered for " + state.age().toSeconds() + " s: " + state.problem();
        return new Health(Health.State.UNAVAILABLE, reason, now.failed(reason), tasks);
      }
    }
    if (!now.healthy()) {
      return new Health(Health.State.UNAVAILABLE, now.problem(), now, tasks);
    }
    List<String> all = new ArrayList<>(problems);
    addIfAny(all, "", guard.problem());
    addIfAny(all, "flushing: ", flusher.problem());
    tasks.forEach(task -> addIfAny(all, "", task.problem()));
    return all.isEmpty()
        ? new Health(Health.State.OK, null, now, tasks)
        : new Health(Health.State.DEGRADED, String.join("; ", all), now, tasks);
  }

  private static void addIfAny(List<String> problems, String prefix, @Nullable String problem) {
    if (problem != null) {
      problems.add(prefix + problem);
    }
  }

  @Override
  public Object driverEndpoints() {
    return endpoints;
  }

  @Override
  public void close() {
    hotBufferTask.close();
    storesTask.close();
    tablesTask.close();
  }
}
