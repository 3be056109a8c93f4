package io.timestore.daemon.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.core.catalog.LaneOwner;
import io.timestore.core.catalog.postgres.CatalogConfig;
import io.timestore.core.catalog.postgres.CatalogDatabase;
import io.timestore.core.catalog.postgres.PostgresLaneStore;
import io.timestore.core.catalog.postgres.TableStore;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.TableName;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimeWindow;
import io.timestore.daemon.schedule.TaskSchedule;
import io.timestore.embedded.EmbeddedStack;
import io.timestore.embedded.StackComponent;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Daemons share the lanes; the lanes of one that stops or dies go to the others. */
@NullUnmarked
final class LeaseKeeperTest {
  private static final int LANES = 6;
  private static final LeaseConfig QUICK =
      new LeaseConfig(Duration.ofMillis(1_500), Duration.ofMillis(200));
  private static EmbeddedStack stack;
  private static CatalogDatabase database;

  /** The lanes that a daemon flushes, by its own word. */
  private static final class Flushing implements LeaseKeeper.Lanes {
    final Map<LaneId, LeaseTerm> terms = new ConcurrentHashMap<>();

    @Override
    public void taken(LeaseTerm term) {
      terms.put(term.lease().lane(), term);
    }

    @Override
    public boolean stopped(LaneId lane) {
      terms.remove(lane);
      return true;
    }

    long held() {
      return terms.values().stream().filter(term -> !term.over()).count();
    }
  }

  @BeforeAll
  static void start() {
    stack = EmbeddedStack.start(EnumSet.of(StackComponent.POSTGRES));
    database =
        new CatalogDatabase(
            CatalogConfig.of(stack.catalogUrl(), stack.catalogUser(), stack.catalogPassword()));
    database.migrate();
    TableName name = new TableName("shared", "records");
    TableStore tables = new TableStore(database);
    TableSchema schema =
        new TableSchema(1, List.of(new Field("time", FieldType.timestamp(3))), "time");
    assertThat(
            tables.define(
                new TableStore.Definition(name, "shared", schema, TimeWindow.MONTH, "x"),
                (table, before) -> {}))
        .isNotNull();
    assertThat(tables.raiseLanes(name, LANES, (table, before) -> {}).lanes()).isEqualTo(LANES);
  }

  @AfterAll
  static void stop() {
    database.close();
    stack.close();
  }

  private static LeaseKeeper keeper(String name, Flushing flushing) {
    LeaseKeeper keeper =
        new LeaseKeeper(
            new PostgresLaneStore(database),
            LaneOwner.named(name),
            QUICK,
            flushing,
            new TaskSchedule(Clock.systemUTC()));
    keeper.start();
    return keeper;
  }

  private static void eventually(BooleanSupplier holds) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!holds.getAsBoolean() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(5_000_000);
    }
    assertThat(holds.getAsBoolean()).isTrue();
  }

  @Test
  void lanesAreSharedEvenlyAndThoseOfADaemonThatStopsMoveWithinSeconds() {
    Flushing a = new Flushing();
    Flushing b = new Flushing();
    LeaseKeeper keeperA = keeper("a", a);
    eventually(() -> a.held() == LANES);
    long epoch = a.terms.values().iterator().next().lease().epoch();
    LeaseKeeper keeperB = keeper("b", b);
    eventually(() -> a.held() == LANES / 2 && b.held() == LANES / 2);
    assertThat(a.terms.keySet()).doesNotContainAnyElementsOf(b.terms.keySet());
    assertThat(b.terms.values())
        .allSatisfy(t -> assertThat(t.lease().epoch()).isGreaterThan(epoch));
    long stopped = System.nanoTime();
    keeperA.close();
    eventually(() -> b.held() == LANES);
    assertThat(Duration.ofNanos(System.nanoTime() - stopped)).isLessThan(Duration.ofSeconds(10));
    keeperB.close();
    assertThat(a.held() + b.held()).isZero();
  }

  @Test
  void theLanesOfADaemonThatDiedMoveWhenTheirLeasesAreOver() {
    PostgresLaneStore lanes = new PostgresLaneStore(database);
    LaneOwner dead = LaneOwner.named("dead");
    assertThat(lanes.heartbeat(dead, QUICK.duration()).lanes()).isEqualTo(LANES);
    assertThat(lanes.claim(dead, QUICK.duration(), LANES)).hasSize(LANES);
    Flushing b = new Flushing();
    LeaseKeeper keeper = keeper("heir", b);
    LockSupport.parkNanos(QUICK.heartbeat().multipliedBy(2).toNanos());
    eventually(() -> b.held() == LANES);
    keeper.close();
  }
}
