package io.timestore.daemon.flush;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.core.block.Block;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.hot.LaneState;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.ingest.FlushReport;
import io.timestore.daemon.ingest.IngestAck;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** The way of rows from the hot buffer into ClickHouse, with the real parts. */
@NullUnmarked
final class FlushPipelineTest extends FlushFixture {
  @Test
  void rowsOfSeveralWindowsArriveOnceAndTheWatermarkRises() {
    daemon(QUICK);
    createTable();
    IngestAck ack =
        send(
            fields(),
            null,
            true,
            List.of(block("2001-01-31", 1, 2), block("2001-02-01", 3), block("1969-12-31", 4)));
    assertThat(ack.sequence()).isEqualTo(3);
    assertThat(ack.durability()).isEqualTo("aof-always");
    assertThat(cold("id, _seq, _lane, _partition_key"))
        .containsExactly("1|1|0|{}", "2|1|0|{}", "3|2|0|{}", "4|3|0|{}");
    LaneState state = hot.states(List.of(lane())).get(0);
    assertThat(state.watermark()).isEqualTo(3);
    assertThat(state.inserting()).isFalse();
    assertThat(state.rows()).isZero();
    assertThat(state.bytes()).isZero();
    assertThat(ack.manifest()).isNotNull();
    assertThat(ack.manifest().partitions()).isNotEmpty();
  }

  @Test
  void addedColumnsShowTheirDefaultInOlderRowsAndNullWhereNothingWasSent() {
    daemon(QUICK);
    createTable();
    send(fields(), null, true, List.of(block("2001-01-01", 1)));
    send(fields(), null, false, List.of(block("2001-01-01", 2)));
    send(fields("note"), null, false, List.of());
    registry.load();
    send(fields("note"), null, true, List.of(block("2001-01-01", 3)));
    assertThat(cold("id, note")).containsExactly("1|it's \\ new", "2|it's \\ new", "3|null");
    assertThatThrownBy(() -> send(fields(), null, false, List.of()))
        .isInstanceOfSatisfying(
            TimestoreException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.SCHEMA_EVOLUTION))
        .hasMessageContaining("'note' is missing");
  }

  @Test
  void aKeyStoresOnce() {
    daemon(QUICK);
    createTable();
    List<Block> blocks = List.of(block("2001-01-01", 1));
    IngestAck first = send(fields(), "k", false, blocks);
    IngestAck again = send(fields(), "k", true, blocks);
    assertThat(again.replayed()).isTrue();
    assertThat(again.jobId()).isEqualTo(first.jobId());
    assertThat(again.sequence()).isEqualTo(first.sequence());
    assertThat(cold("id")).containsExactly("1");
  }

  @Test
  void flushOnDemandReportsWhatItDid() {
    daemon(NEVER);
    createTable();
    send(fields(), null, false, List.of(block("2001-01-01", 1, 2)));
    send(fields(), null, false, List.of(block("2001-03-01", 3)));
    FlushReport report = ingest.flush(slug, FLUSH_WAIT).join();
    assertThat(report.batches()).isEqualTo(1);
    assertThat(report.rows()).isEqualTo(3);
    assertThat(report.manifest()).isNotNull();
    assertThat(cold("id")).containsExactly("1", "2", "3");
    assertThat(ingest.flush(slug, FLUSH_WAIT).join()).isEqualTo(new FlushReport(0, 0, null));
  }

  @Test
  void tooManyPartsOnlyDelayTheFlush() {
    daemon(QUICK);
    createTable();
    send(fields(), null, true, List.of(block("2001-01-01", 1)));
    mostParts(1);
    send(fields(), null, false, List.of(block("2001-01-02", 2)));
    Instant deadline = Instant.now().plusSeconds(20);
    while (!String.valueOf(flusher.problem()).contains("TOO_MANY_PARTS")
        && Instant.now().isBefore(deadline)) {
      Thread.onSpinWait();
    }
    assertThat(flusher.problem()).contains("TOO_MANY_PARTS");
    assertThat(cold("id")).containsExactly("1");
    mostParts(3_000);
    send(fields(), null, true, List.of(block("2001-01-03", 3)));
    assertThat(cold("id")).containsExactly("1", "2", "3");
    assertThat(String.valueOf(flusher.problem())).doesNotContain("TOO_MANY_PARTS");
  }

  private void mostParts(int parts) {
    clickHouse.execute(
        ClickHouseStatement.of(
            "ALTER TABLE "
                + ColdTables.qualifiedName(registry.byId(tableId(), 0))
                + " MODIFY SETTING parts_to_throw_insert = "
                + parts
                + ", parts_to_delay_insert = "
                + parts));
  }

  /** Blocks that were promoted must not pile up in Redis only because there are always more. */
  @Test
  void aLaneThatIsAlwaysDueIsTrimmedBetweenItsBatches() {
    daemon(NEVER);
    createTable();
    for (int id = 1; id <= 20; id++) {
      send(fields(), null, false, List.of(block("2001-01-01", id)));
    }
    flusher.close();
    FlushConfig oneByOne =
        new FlushConfig(1, 1, QUICK.age(), 1, 1 << 20, Duration.ZERO, QUICK.pollInterval(), 2, 2);
    AtomicInteger batches = new AtomicInteger();
    AtomicLong trimmedMeanwhile = new AtomicLong();
    daemon(
        oneByOne,
        new Life() {
          @Override
          public void reached(LaneId lane, FlushStep step) {
            if (step == FlushStep.BEFORE_SEAL
                && lane.equals(lane())
                && batches.incrementAndGet() == 15) {
              trimmedMeanwhile.set(hot.states(List.of(lane)).get(0).trimmedUpTo());
            }
          }
        });
    eventually(() -> hot.states(List.of(lane())).get(0).watermark() == 20);
    assertThat(batches.get()).isEqualTo(20);
    assertThat(trimmedMeanwhile.get()).isBetween(10L, 14L);
    eventually(() -> hot.read(lane(), 1, 20, 20).isEmpty());
  }

  @Test
  void whatAnEarlierDaemonPromotedAndDidNotTrimIsTrimmed() {
    FlushConfig neverTrims =
        new FlushConfig(
            1, 1, QUICK.age(), 1_000, 1 << 20, Duration.ofDays(1), QUICK.pollInterval(), 2, 2);
    daemon(neverTrims);
    createTable();
    send(fields(), null, true, List.of(block("2001-01-01", 1)));
    assertThat(hot.read(lane(), 1, 1, 1)).hasSize(1);
    flusher.close();
    daemon(QUICK);
    eventually(() -> hot.read(lane(), 1, 1, 1).isEmpty());
    assertThat(hot.states(List.of(lane())).get(0).trimmedUpTo()).isEqualTo(1);
  }

  private static void eventually(BooleanSupplier holds) {
    Instant deadline = Instant.now().plusSeconds(30);
    while (!holds.getAsBoolean() && Instant.now().isBefore(deadline)) {
      LockSupport.parkNanos(5_000_000);
    }
    assertThat(holds.getAsBoolean()).isTrue();
  }
}
