package io.timestore.calcite.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.calcite.request.QueryRequest;
import io.timestore.calcite.request.ReadOptions;
import io.timestore.calcite.run.EngineForTests;
import io.timestore.calcite.run.QueryAnswer;
import io.timestore.calcite.run.StatementProvenance.Filter;
import io.timestore.calcite.run.TestData;
import io.timestore.calcite.run.TestStore;
import io.timestore.core.block.Block;
import io.timestore.core.block.ValueBounds;
import io.timestore.core.hot.StageRequest;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import io.timestore.core.model.TimestoreException;
import io.timestore.core.model.WatermarkVector;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Invariants 1 to 3, while flushes run between the steps of a statement. */
final class SnapshotTest {
  private static final String COUNT = "SELECT COUNT(*), COUNT(delay), SUM(delay) FROM flights";
  private static final LaneId LANE = new LaneId(1, 0);

  @RegisterExtension private static final EngineForTests ENGINE = new EngineForTests();

  private static int databases;

  private TestStore store;
  private Table flights;
  private List<Block> blocks;

  @BeforeEach
  void fill() {
    String database = "snapshot_" + databases++;
    store = new TestStore(ENGINE.client(), database);
    flights = store.create(TestData.table(1, "records", TestData.FLIGHT_SCHEMA, database, 1));
    blocks = TestData.flights();
    store.put(flights, 0, blocks, 3, 3);
  }

  private Filter filterOf(String sql) {
    try (QueryAnswer answer = store.open(sql)) {
      TestStore.rows(answer);
      return answer.provenance().filter();
    }
  }

  @Test
  void aSmallAnswerIsReadWithoutTheFilterWhileNothingIsInserted() {
    assertThat(filterOf(COUNT)).isEqualTo(Filter.NONE);
    assertThat(filterOf("SELECT id FROM flights ORDER BY id LIMIT 10")).isEqualTo(Filter.NONE);
    assertThat(filterOf("SELECT id FROM flights")).isEqualTo(Filter.WATERMARK);
    store.hotBuffer.markInserting(LANE, 1, ValueBounds.UNKNOWN);
    assertThat(filterOf(COUNT)).isEqualTo(Filter.WATERMARK);
  }

  @Test
  void anInsertThatBeginsAfterTheCaptureIsNotSeenTwice() {
    List<List<@Nullable Object>> before = store.rows(COUNT);
    store.hotBuffer.afterNextCapture(
        () -> {
          store.hotBuffer.markInserting(LANE, 1, ValueBounds.UNKNOWN);
          store.insert(flights, 0, blocks.get(3), 4);
        });
    try (QueryAnswer answer = store.open(COUNT)) {
      assertThat(TestStore.rows(answer)).isEqualTo(before);
      assertThat(answer.provenance().filter()).isEqualTo(Filter.WATERMARK);
    }
  }

  @Test
  void aWholeFlushAfterTheCaptureIsNotSeenTwice() {
    List<List<@Nullable Object>> before = store.rows(COUNT);
    store.hotBuffer.afterNextCapture(
        () -> {
          store.hotBuffer.markInserting(LANE, 1, ValueBounds.UNKNOWN);
          store.insert(flights, 0, blocks.get(3), 4);
          store.hotBuffer.promote(LANE, 1, 4, 0, 0);
          store.hotBuffer.trim(LANE, 1, 4);
        });
    assertThat(store.rows(COUNT)).isEqualTo(before);
    assertThat(store.rows(COUNT)).isEqualTo(before);
  }

  @Test
  void aResultThatIsTooLargeToHoldBackKeepsTheFilterFromThenOn() {
    String sql =
        "SELECT a.id, b.id, MIN(a.delay), MAX(b.delay), COUNT(*) FROM flights a, flights b"
            + " GROUP BY a.id, b.id";
    try (QueryAnswer answer = store.open(sql)) {
      assertThat(answer.provenance().filter()).isEqualTo(Filter.WATERMARK);
      assertThat(TestStore.rows(answer)).hasSize(240 * 240);
    }
    assertThat(filterOf(sql)).isEqualTo(Filter.WATERMARK);
  }

  private List<List<@Nullable Object>> asOf(String vector) {
    try (QueryAnswer answer =
        store.engine.execute(
            new QueryRequest(
                COUNT,
                null,
                List.of(),
                UUID.randomUUID().toString(),
                null,
                0,
                ReadOptions.DEFAULT.withAsOf(WatermarkVector.parse(vector))))) {
      return TestStore.rows(answer);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4})
  void aPastPointIsReadTheSameWhereverTheWatermarkStands(int point) {
    String vector = "flights.records=" + point;
    List<List<@Nullable Object>> first = asOf(vector);
    long rows = blocks.subList(0, point).stream().mapToLong(b -> b.header().rows()).sum();
    assertThat(first.get(0).get(0)).isEqualTo(rows);
    store.hotBuffer.stage(
        new StageRequest(LANE, flights.schema().version(), List.of(blocks.get(0)), null));
    assertThat(asOf(vector)).isEqualTo(first);
    for (int i = 3; i < blocks.size(); i++) {
      store.insert(flights, 0, blocks.get(i), i + 1L);
    }
    store.hotBuffer.markInserting(LANE, 1, ValueBounds.UNKNOWN);
    assertThat(asOf(vector)).isEqualTo(first);
    store.hotBuffer.promote(LANE, 1, blocks.size(), 0, 0);
    assertThat(asOf(vector)).isEqualTo(first);
  }

  @Test
  void provenanceNamesThePointThatWasRead() {
    String vector;
    try (QueryAnswer answer = store.open(COUNT)) {
      vector = answer.provenance().asOf().toString();
      assertThat(vector).isEqualTo("flights.records=" + blocks.size());
      assertThat(asOf(vector)).isEqualTo(TestStore.rows(answer));
    }
  }

  @Test
  void aPointThatCannotBeReadIsRefused() {
    assertThatThrownBy(() -> asOf("flights.records=999"))
        .isInstanceOfSatisfying(
            TimestoreException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.FRESHNESS_NOT_MET))
        .hasMessageContaining("999", "newest is " + blocks.size());
    assertThatThrownBy(() -> asOf("flights.other=1")).hasMessageContaining("flights.records");
    assertThatThrownBy(() -> asOf("flights.records/1=1")).hasMessageContaining("lane 1");
    assertThatThrownBy(() -> asOf("flights.records:1")).hasMessageContaining("at character 1");
  }

  @Test
  void rowsInALaneThatTheCatalogDoesNotShowYetAreThere() {
    LaneId added = new LaneId(1, 1);
    List<List<@Nullable Object>> before = store.rows(COUNT);
    store.hotBuffer.raiseLanes(1, 2);
    assertThat(store.rows(COUNT)).isEqualTo(before);
    store.hotBuffer.stage(
        new StageRequest(added, flights.schema().version(), blocks.subList(0, 1), null));
    long expected = (long) before.get(0).get(0) + blocks.get(0).header().rows();
    assertThat(store.rows(COUNT).get(0).get(0)).isEqualTo(expected);
    store.hotBuffer.markInserting(added, 1, ValueBounds.UNKNOWN);
    store.insert(flights, 1, blocks.get(0), added.origin() + 1);
    assertThat(store.rows(COUNT).get(0).get(0)).isEqualTo(expected);
    store.hotBuffer.promote(added, 1, added.origin() + 1, 0, 0);
    assertThat(store.rows(COUNT).get(0).get(0)).isEqualTo(expected);
  }

  @Test
  void anInsertIntoALaneThatWasAddedAfterTheCaptureIsNotSeen() {
    LaneId added = new LaneId(1, 1);
    List<List<@Nullable Object>> before = store.rows(COUNT);
    store.hotBuffer.afterNextCapture(
        () -> {
          store.hotBuffer.raiseLanes(1, 2);
          store.hotBuffer.markInserting(added, 1, ValueBounds.UNKNOWN);
          store.insert(flights, 1, blocks.get(0), added.origin() + 1);
        });
    assertThat(store.rows(COUNT)).isEqualTo(before);
  }

  @Test
  void aHotBufferThatWentBackIsNotAnsweredFrom() {
    store.rows(COUNT);
    store.hotBuffer.goBack(LANE, blocks.size() - 1);
    assertThatThrownBy(() -> store.rows(COUNT))
        .isInstanceOfSatisfying(
            TimestoreException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.HOT_BUFFER_UNAVAILABLE))
        .hasMessageContaining(
            "from sequence " + blocks.size(), "to " + (blocks.size() - 1), "lost data");
    store.hotBuffer.openLane(LANE, 1, 1, 1L << 20);
    assertThat(store.rows(COUNT).get(0).get(0))
        .isEqualTo(blocks.subList(0, 3).stream().mapToLong(b -> b.header().rows()).sum());
  }

  /**
   * The hot buffer lost what a reader has, and gave its sequences again before the reader looked.
   */
  @Test
  void aTailFromAnEarlierRunOfTheServerIsFetchedAgain() {
    store.rows(COUNT);
    int lost = blocks.size() - 1;
    store.hotBuffer.goBack(LANE, lost);
    store.hotBuffer.restart();
    Block other = blocks.get(0);
    assertThat(other.header().rows()).isNotEqualTo(blocks.get(lost).header().rows());
    store.hotBuffer.stage(new StageRequest(LANE, flights.schema().version(), List.of(other), null));
    long rows =
        blocks.subList(0, lost).stream().mapToLong(b -> b.header().rows()).sum()
            + other.header().rows();
    assertThat(store.rows(COUNT).get(0).get(0)).isEqualTo(rows);
  }
}
