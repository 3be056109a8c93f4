package io.timestore.daemon.flush;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.core.block.ValueBounds;
import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.catalog.Batch;
import io.timestore.core.catalog.LaneLease;
import io.timestore.core.catalog.LaneOwner;
import io.timestore.core.catalog.LaneStore;
import io.timestore.core.catalog.postgres.PostgresLaneStore;
import io.timestore.core.clickhouse.ClickHouseResult;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.hot.HotBlock;
import io.timestore.core.hot.LaneState;
import io.timestore.core.model.Field;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import io.timestore.core.model.TimestoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Crashes, pauses and losses at every step of a flush: nothing is lost, nothing comes twice. */
@NullUnmarked
final class FlushCrashTest extends FlushFixture {
  /** Dies, or stands still, at a step of one lane; of any, until that is told. */
  static final class Faulty extends Life {
    private volatile LaneId only;
    private final FlushStep at;
    private final boolean dies;
    final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch goesOn = new CountDownLatch(1);

    Faulty(FlushStep at, boolean dies) {
      this.at = at;
      this.dies = dies;
    }

    @Override
    public void reached(LaneId lane, FlushStep step) {
      boolean other = only != null && !only.equals(lane);
      if (step != at || other || arrived.getCount() == 0) {
        return;
      }
      arrived.countDown();
      if (dies) {
        die();
      }
      try {
        goesOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void stageThenFault(Faulty life) throws InterruptedException {
    daemon(NEVER);
    createTable();
    flusher.close();
    life.only = lane();
    daemon(QUICK, life);
    send(fields(), null, false, List.of(block("2001-01-01", 1, 2), block("2001-02-01", 3)));
    assertThat(life.arrived.await(20, TimeUnit.SECONDS)).isTrue();
  }

  private int idField() {
    return registry.byId(tableId(), 0).schema().fields().stream()
        .map(Field::name)
        .toList()
        .indexOf("id");
  }

  private void assertAllOnce(int sequences) {
    Instant deadline = Instant.now().plusSeconds(20);
    while (hot.states(List.of(lane())).get(0).watermark() < sequences
        && Instant.now().isBefore(deadline)) {
      Thread.onSpinWait();
    }
    LaneState state = hot.states(List.of(lane())).get(0);
    assertThat(state.watermark()).isEqualTo(sequences);
    assertThat(state.rows()).isZero();
    assertThat(state.bytes()).isZero();
    assertThat(state.inserting()).isFalse();
    assertThat(state.bounds().rows()).isGreaterThanOrEqualTo(4);
    assertThat(state.bounds().bits(idField())).isGreaterThanOrEqualTo(ValueBounds.bitLength(4));
    assertThat(cold("id")).containsExactly("1", "2", "3", "4");
  }

  @ParameterizedTest
  @EnumSource(FlushStep.class)
  void aNewDaemonFinishesWhatADeadOneBegan(FlushStep step) throws InterruptedException {
    stageThenFault(new Faulty(step, true));
    daemon(QUICK);
    send(fields(), null, true, List.of(block("2001-02-01", 4)));
    assertAllOnce(3);
  }

  @ParameterizedTest
  @EnumSource(FlushStep.class)
  void aPausedDaemonThatWakesUpAfterItsLaneWasTakenChangesNothing(FlushStep step)
      throws InterruptedException {
    Faulty paused = new Faulty(step, false);
    stageThenFault(paused);
    FlushScheduler old = flusher;
    daemon(QUICK);
    send(fields(), null, true, List.of(block("2001-02-01", 4)));
    assertAllOnce(3);
    paused.goesOn.countDown();
    Thread.sleep(700);
    assertAllOnce(3);
    send(fields(), "more", true, List.of(block("2001-02-01", 5)));
    assertThat(cold("id")).containsExactly("1", "2", "3", "4", "5");
    old.close();
  }

  @Test
  void anInsertUnderAnOlderFenceIsRefusedByClickHouse() {
    daemon(NEVER);
    createTable();
    send(fields(), null, false, List.of(block("2001-01-01", 1)));
    flusher.close();
    Table table = registry.byId(tableId(), 0);
    LaneFence fence = new LaneFence(clickHouse);
    SealedBatch sealed =
        new SealedBatch(new Batch(1, lane(), 1, 1, 1, 1, "h", 9, false), hot.read(lane(), 1, 1, 1));
    fence.raise(table, lane(), LaneFence.value(9, 2));
    fence.raise(table, lane(), LaneFence.value(9, 1));
    BatchInserter inserter = new BatchInserter(clickHouse);
    assertThatThrownBy(() -> inserter.insertNew(table, sealed, LaneFence.value(9, 1), () -> {}))
        .isInstanceOf(TimestoreException.class)
        .hasMessageContaining("fence_0");
    assertThat(cold("id")).isEmpty();
    inserter.insertNew(table, sealed, LaneFence.value(9, 2), () -> {});
    assertThat(cold("id")).containsExactly("1");
  }

  @Test
  void rowsOfABatchThatAreThereInPartAreReplaced() throws InterruptedException {
    stageThenFault(new Faulty(FlushStep.INSERTED, true));
    Table table = registry.byId(tableId(), 0);
    clickHouse.execute(
        new ClickHouseStatement(
            "ALTER TABLE " + ColdTables.qualifiedName(table) + " DELETE WHERE id = 2",
            Map.of("mutations_sync", "2"),
            Map.of(),
            List.of(),
            null,
            null));
    assertThat(cold("id")).containsExactly("1", "3");
    daemon(QUICK);
    send(fields(), null, true, List.of(block("2001-02-01", 4)));
    assertAllOnce(3);
  }

  @Test
  void onlyTheHolderOfTheHighestFenceRemovesRows() {
    daemon(QUICK);
    createTable();
    send(fields(), null, true, List.of(block("2001-01-01", 1, 2)));
    flusher.close();
    Table table = registry.byId(tableId(), 0);
    new LaneFence(clickHouse).raise(table, lane(), LaneFence.value(1_000, 0));
    Batch batch = new Batch(1, lane(), 1, 1, 3, 1, "h", 1, false);
    SealedBatch tooMany =
        new SealedBatch(
            batch,
            List.of(hot.read(lane(), 1, 1, 1).get(0), new HotBlock(1, block("2001-01-01", 3))));
    assertThatThrownBy(
            () ->
                new BatchInserter(clickHouse)
                    .insertMissing(table, tooMany, LaneFence.value(999, 7), () -> {}))
        .hasMessageContaining("fence_0");
    assertThat(cold("id")).containsExactly("1", "2");
  }

  @Test
  void aHotBufferThatIsOlderThanTheCatalogIsNotUsed() {
    daemon(QUICK);
    createTable();
    send(fields(), null, true, List.of(block("2001-01-01", 1)));
    flusher.close();
    LaneStore lanes = new PostgresLaneStore(database);
    LaneLease lease =
        lanes.claimTable(LaneOwner.named("test"), Duration.ofMinutes(1), tableId()).get(0);
    lanes.publish(
        lease,
        lanes.seal(lease, 2, 9, 1, 1, "h", ValueBounds.NO_ROWS),
        registry.byId(tableId(), 0),
        List.of());
    Batch unused = lanes.seal(lease, 10, 12, 1, 1, "h", ValueBounds.NO_ROWS);
    daemon(QUICK);
    Instant deadline = Instant.now().plusSeconds(20);
    while (guard.problem() == null && Instant.now().isBefore(deadline)) {
      Thread.onSpinWait();
    }
    assertThat(guard.problem()).contains("sequences 10 to 12 of " + slug + ".records");
  }

  /** A lane that moves often leaves one constraint, and those of other lanes alone. */
  @Test
  void fencesDoNotPileUp() {
    daemon(NEVER);
    createTable();
    flusher.close();
    Table table = registry.byId(tableId(), 0);
    LaneFence fence = new LaneFence(clickHouse);
    LaneId other = new LaneId(table.id(), 10);
    for (int epoch = 100; epoch < 120; epoch++) {
      fence.raise(table, new LaneId(table.id(), 1), LaneFence.value(epoch, 1));
      fence.raise(table, other, LaneFence.value(epoch, 2));
    }
    fence.raise(table, other, LaneFence.value(119, 1));
    assertThat(constraints(table))
        .containsExactlyInAnyOrder(
            "fence_1_" + LaneFence.value(119, 1),
            "fence_10_" + LaneFence.value(119, 2),
            "fence_10_" + LaneFence.value(119, 1));
    fence.raise(table, other, LaneFence.value(120, 1));
    assertThat(constraints(table))
        .containsExactlyInAnyOrder(
            "fence_1_" + LaneFence.value(119, 1), "fence_10_" + LaneFence.value(120, 1));
  }

  /** Without those of lane 0, which the daemon that made the table flushes. */
  private List<String> constraints(Table table) {
    List<String> names = new ArrayList<>();
    String sql =
        "SELECT arrayJoin(extractAll(create_table_query, '(fence_[1-9][0-9]*_[0-9]+)'))"
            + " FROM system.tables WHERE name = '"
            + table.coldTable()
            + "'";
    try (ClickHouseResult result = clickHouse.query(ClickHouseStatement.of(sql))) {
      for (NativeBlock b = result.next(); b != null; b = result.next()) {
        for (int row = 0; row < b.rows(); row++) {
          names.add(b.columns().get(0).getString(row));
        }
      }
    }
    return names;
  }
}
