package io.timestore.calcite.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.calcite.request.Freshness;
import io.timestore.calcite.request.MinWatermark;
import io.timestore.calcite.request.ReadOptions;
import io.timestore.calcite.run.EngineForTests;
import io.timestore.calcite.run.QueryAnswer;
import io.timestore.calcite.run.TestData;
import io.timestore.calcite.run.TestStore;
import io.timestore.core.block.Block;
import io.timestore.core.hot.StageRequest;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import io.timestore.core.model.TimestoreException;
import io.timestore.core.model.WatermarkVector;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which rows a statement reads, and how long it waits for them. */
final class FreshnessTest {
  private static final String COUNT = "SELECT COUNT(*) FROM flights";
  private static final LaneId LANE = new LaneId(1, 0);
  private static final ReadOptions STRICT = ReadOptions.DEFAULT;
  private static final ReadOptions REPLICA = STRICT.withFreshness(Freshness.REPLICA_ONLY);
  private static final ReadOptions HOT = STRICT.withFreshness(Freshness.HOT_ONLY);

  @RegisterExtension private static final EngineForTests ENGINE = new EngineForTests();

  private static int databases;

  private TestStore store;
  private List<Block> blocks;

  @BeforeEach
  void fill() {
    String database = "freshness_" + databases++;
    store = new TestStore(ENGINE.client(), database);
    Table flights = store.create(TestData.table(1, "records", TestData.FLIGHT_SCHEMA, database, 1));
    blocks = TestData.flights();
    store.put(flights, 0, blocks, 3, 3);
    store.published.put(LANE, 3L);
  }

  private long count(ReadOptions options) {
    try (QueryAnswer answer = store.open(options, COUNT)) {
      return (Long) TestStore.rows(answer).get(0).get(0);
    }
  }

  private static long rows(List<Block> blocks) {
    return blocks.stream().mapToLong(block -> block.header().rows()).sum();
  }

  @Test
  void eachFreshnessReadsItsPart() {
    long cold = rows(blocks.subList(0, 3));
    assertThat(count(STRICT)).isEqualTo(rows(blocks));
    assertThat(count(REPLICA)).isEqualTo(cold);
    assertThat(count(HOT)).isEqualTo(rows(blocks) - cold);
    try (QueryAnswer answer = store.open(HOT, "SELECT id FROM flights")) {
      assertThat(TestStore.rows(answer)).hasSize((int) (rows(blocks) - cold));
    }
  }

  @Test
  void flushedRowsAreReadWithoutTheHotBuffer() {
    store.published.put(LANE, 2L);
    assertThat(count(REPLICA)).isEqualTo(rows(blocks.subList(0, 2)));
    assertThat(count(STRICT)).isEqualTo(rows(blocks));
  }

  @Test
  void aWriteThatIsThereIsNotWaitedFor() {
    String last = Long.toString(blocks.size());
    assertThat(count(STRICT.withMinWatermark(MinWatermark.parse(last), Duration.ZERO)))
        .isEqualTo(rows(blocks));
    assertThat(
            count(REPLICA.withMinWatermark(MinWatermark.parse("flights.records=3"), Duration.ZERO)))
        .isEqualTo(rows(blocks.subList(0, 3)));
  }

  @Test
  void aWriteThatDoesNotComeInTimeIsAnErrorOfItsOwn() {
    MinWatermark next = MinWatermark.parse(Integer.toString(blocks.size() + 1));
    assertThatThrownBy(() -> count(STRICT.withMinWatermark(next, Duration.ofMillis(50))))
        .isInstanceOf(TimestoreException.class)
        .hasMessageContaining("flights.records")
        .hasMessageContaining("strict after 50 ms")
        .extracting(e -> ((TimestoreException) e).code())
        .isEqualTo(ErrorCode.FRESHNESS_NOT_MET);
    assertThatThrownBy(
            () -> count(REPLICA.withMinWatermark(MinWatermark.parse("4"), Duration.ZERO)))
        .hasMessageContaining("the newest is 3");
  }

  @Test
  void aWriteIsWaitedFor() {
    MinWatermark next = MinWatermark.parse(Integer.toString(blocks.size() + 1));
    CompletableFuture<Long> counted =
        CompletableFuture.supplyAsync(
            () -> count(STRICT.withMinWatermark(next, Duration.ofSeconds(20))));
    assertThat(counted).isNotDone();
    store.hotBuffer.stage(new StageRequest(LANE, 1, List.of(blocks.get(0)), null));
    assertThat(counted.join()).isEqualTo(rows(blocks) + blocks.get(0).header().rows());
  }

  @Test
  void aSequenceWithoutANameNeedsAStatementOverOneTable() {
    store.create(TestData.table(2, "other", TestData.FLIGHT_SCHEMA, store.database(), 1));
    store.hotBuffer.ensureLane(new LaneId(2, 0), 1, 0, 0);
    assertThatThrownBy(
            () ->
                store.open(
                    STRICT.withMinWatermark(MinWatermark.parse("1"), Duration.ZERO),
                    "SELECT COUNT(*) FROM flights.records, flights.other"))
        .hasMessageContaining("write flights.records=1");
  }

  @Test
  void onePointOfAllTablesIsReadAgainAndAgain() {
    WatermarkVector point = store.engine.now(Freshness.STRICT);
    ReadOptions then = STRICT.withHistory(point);
    long before = count(then);
    store.hotBuffer.stage(new StageRequest(LANE, 1, List.of(blocks.get(0)), null));
    store.create(TestData.table(2, "later", TestData.FLIGHT_SCHEMA, store.database(), 1));
    store.hotBuffer.stage(new StageRequest(new LaneId(2, 0), 1, List.of(blocks.get(0)), null));
    assertThat(count(then)).isEqualTo(before);
    assertThat(count(STRICT)).isGreaterThan(before);
    store.engine.catalog();
    try (QueryAnswer answer = store.open(then, "SELECT COUNT(*) FROM flights.later")) {
      assertThat(TestStore.rows(answer)).isEqualTo(List.of(List.of(0L)));
    }
  }
}
