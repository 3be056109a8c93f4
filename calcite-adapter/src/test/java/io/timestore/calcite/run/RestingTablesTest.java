package io.timestore.calcite.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.calcite.request.MergeStrategy;
import io.timestore.calcite.run.Provenance.Filter;
import io.timestore.core.block.Block;
import io.timestore.core.block.ValueBounds;
import io.timestore.core.hot.StageRequest;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Invariants 1 to 3 where ClickHouse is asked before the capture, because nothing happened to the
 * tables for a while, and then something does.
 */
final class RestingTablesTest {
  private static final String COUNT = "SELECT COUNT(*), COUNT(delay), SUM(delay) FROM flights";
  private static final LaneId LANE = new LaneId(1, 0);

  @RegisterExtension private static final EngineForTests ENGINE = new EngineForTests();

  private static int databases;

  private TestStore store;
  private Table flights;
  private List<Block> blocks;
  private List<List<@Nullable Object>> before;

  @BeforeEach
  void rest() {
    String database = "resting_" + databases++;
    store = new TestStore(ENGINE.client(), database);
    flights = store.create(TestData.table(1, "records", TestData.FLIGHT_SCHEMA, database, 1));
    blocks = TestData.flights();
    store.put(flights, 0, blocks, 3, 3);
    before = store.rows(COUNT);
    store.skip(Duration.ofDays(1));
    assertThat(isAnsweredAtRest()).isFalse();
    assertThat(isAnsweredAtRest()).isTrue();
  }

  /** A statement that is answered from what its tables rest at looks at them, and captures not. */
  private boolean isAnsweredAtRest() {
    int captures = store.hotBuffer.captures();
    int looks = store.hotBuffer.looks();
    assertThat(store.rows(COUNT)).isEqualTo(before);
    assertThat(store.hotBuffer.looks()).isEqualTo(looks + 1);
    return store.hotBuffer.captures() == captures;
  }

  private void assertAnswer(List<List<@Nullable Object>> expected, Filter filter) {
    try (QueryAnswer answer = store.open(COUNT)) {
      assertThat(TestStore.rows(answer)).isEqualTo(expected);
      assertThat(answer.provenance().filter()).isEqualTo(filter);
      assertThat(answer.provenance().asOf().toString())
          .isEqualTo("flights.records=" + store.hotBuffer.read(LANE, 0, 99, 99).size());
    }
  }

  @Test
  void theAnswerIsThatOfACaptureFirst() {
    assertAnswer(before, Filter.NONE);
    assertThat(store.rows(MergeStrategy.SHIP_TAIL, COUNT)).isEqualTo(before);
  }

  @Test
  void whatWasAcknowledgedSinceTheLastLookIsInTheAnswer() {
    store.hotBuffer.stage(
        new StageRequest(LANE, flights.schema().version(), List.of(blocks.get(0)), null));
    long rows = (long) before.get(0).get(0) + blocks.get(0).header().rows();
    assertThat(store.rows(COUNT).get(0).get(0)).isEqualTo(rows);
  }

  @Test
  void whatWasAcknowledgedDuringTheReadIsInTheAnswerOrNot() {
    store.hotBuffer.beforeNextLook(
        () ->
            store.hotBuffer.stage(
                new StageRequest(LANE, flights.schema().version(), List.of(blocks.get(0)), null)));
    try (QueryAnswer answer = store.open(COUNT)) {
      long rows = (long) before.get(0).get(0) + blocks.get(0).header().rows();
      assertThat(answer.provenance().asOf().toString())
          .isEqualTo("flights.records=" + (blocks.size() + 1));
      assertThat(TestStore.rows(answer).get(0).get(0)).isEqualTo(rows);
    }
  }

  @Test
  void anInsertThatBeganSinceTheLastLookIsNotSeenTwice() {
    store.hotBuffer.markInserting(LANE, 1, ValueBounds.UNKNOWN);
    store.insert(flights, 0, blocks.get(3), 4);
    assertAnswer(before, Filter.WATERMARK);
  }

  @Test
  void aWholeFlushSinceTheLastLookIsNotSeenTwice() {
    store.hotBuffer.markInserting(LANE, 1, ValueBounds.UNKNOWN);
    store.insert(flights, 0, blocks.get(3), 4);
    store.hotBuffer.promote(LANE, 1, 4, 0, 0);
    assertAnswer(before, Filter.NONE);
  }

  @Test
  void anInsertThatBeginsDuringTheReadIsNotTakenForRest() {
    store.hotBuffer.beforeNextLook(
        () -> store.hotBuffer.markInserting(LANE, 1, ValueBounds.UNKNOWN));
    assertAnswer(before, Filter.WATERMARK);
  }

  @Test
  void aRestartOfTheHotBufferIsNotTakenForRest() {
    store.hotBuffer.restart();
    int captures = store.hotBuffer.captures();
    assertAnswer(before, Filter.NONE);
    assertThat(store.hotBuffer.captures()).isGreaterThan(captures + 1);
  }

  @Test
  void aLaneThatWasAddedSinceTheLastLookIsRead() {
    LaneId added = new LaneId(1, 1);
    store.hotBuffer.raiseLanes(1, 2);
    store.hotBuffer.stage(
        new StageRequest(added, flights.schema().version(), blocks.subList(0, 1), null));
    long rows = (long) before.get(0).get(0) + blocks.get(0).header().rows();
    assertThat(store.rows(COUNT).get(0).get(0)).isEqualTo(rows);
  }
}
