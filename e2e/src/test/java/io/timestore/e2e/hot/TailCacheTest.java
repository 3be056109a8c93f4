package io.timestore.e2e.hot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.core.block.Block;
import io.timestore.core.block.BlockBuilder;
import io.timestore.core.hot.HotBlock;
import io.timestore.core.hot.LaneTail;
import io.timestore.core.hot.StageRequest;
import io.timestore.core.hot.TailCache;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimestoreException;
import io.timestore.testkit.FakeHotBuffer;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TailCacheTest {
  private static final TableSchema SCHEMA =
      new TableSchema(
          1,
          List.of(
              new Field("time", FieldType.timestamp(3)),
              new Field("id", FieldType.parse("integer"))),
          "time");
  private static final Block BLOCK = block();
  private static final long OF_ONE = HotBlock.memory(BLOCK.bytes().length, 1);
  private static final LaneId LARGE = new LaneId(1, 0);
  private static final LaneId SMALL = new LaneId(2, 0);

  private final FakeHotBuffer hot = new FakeHotBuffer();

  private static Block block() {
    BlockBuilder builder = new BlockBuilder(SCHEMA, "{}", 197001, 0);
    for (int id = 0; id < 100; id++) {
      builder.column(0).appendLong(id);
      builder.column(1).appendLong(id * 0x9E3779B97F4A7C15L);
      builder.endRow(id * 1_000_000L);
    }
    return builder.build();
  }

  private void stage(LaneId lane, int blocks) {
    hot.stage(new StageRequest(lane, 1, Collections.nCopies(blocks, BLOCK), null));
  }

  private static LaneTail capture(TailCache cache, LaneId lane) {
    return cache.capture(List.of(lane), id -> "table" + id).get(0);
  }

  @Test
  void holdsItsLimitOverManyTablesAndDropsTheLeastRecentlyUsed() {
    TailCache cache = new TailCache(hot, 25 * OF_ONE);
    for (int table = 1; table <= 10; table++) {
      stage(new LaneId(table, 0), 5);
      assertThat(capture(cache, new LaneId(table, 0)).blocks()).hasSize(5);
      assertThat(capture(cache, LARGE).blocks()).hasSize(5);
      assertThat(cache.heldBytes()).isEqualTo(Math.min(5, table) * 5L * OF_ONE);
    }
    hot.forgetCaptures();
    assertThat(capture(cache, LARGE).blocks()).hasSize(5);
    assertThat(hot.blocksSent()).as("kept, because it was read in between").isZero();
    assertThat(capture(cache, SMALL).blocks()).hasSize(5);
    assertThat(hot.blocksSent()).as("fetched again").isEqualTo(5);
  }

  @Test
  void refusesALargerTailBeforeItIsFetched() {
    TailCache cache = new TailCache(hot, 10 * OF_ONE);
    stage(LARGE, 11);
    stage(SMALL, 3);
    assertTooLarge(cache);
    assertThat(hot.blocksSent()).isZero();
    assertThat(capture(cache, SMALL).blocks()).hasSize(3);
    hot.promote(LARGE, 1, 8, 800, 0);
    assertThat(capture(cache, LARGE).blocks()).hasSize(3);
  }

  @Test
  void refusesATailThatGrewBeyondTheLimit() {
    TailCache cache = new TailCache(hot, 40 * OF_ONE);
    stage(LARGE, 1);
    stage(SMALL, 3);
    assertThat(capture(cache, LARGE).blocks()).hasSize(1);
    stage(LARGE, 1000);
    hot.forgetCaptures();
    assertTooLarge(cache);
    assertThat(hot.blocksSent()).as("no more than the usual share").isLessThanOrEqualTo(10);
    assertThat(capture(cache, SMALL).blocks()).hasSize(3);
    assertThat(cache.heldBytes()).isLessThanOrEqualTo(40 * OF_ONE);
    hot.promote(LARGE, 1, 999, 0, 0);
    assertThat(capture(cache, LARGE).blocks()).hasSize(2);
  }

  @Test
  void fetchesManyNewBlocksInTwoTrips() {
    TailCache cache = new TailCache(hot, 1L << 30);
    stage(LARGE, 1);
    assertThat(capture(cache, LARGE).blocks()).hasSize(1);
    stage(LARGE, 5000);
    hot.forgetCaptures();
    assertThat(capture(cache, LARGE).blocks()).hasSize(5001);
    assertThat(hot.captures()).isEqualTo(2);
    assertThat(hot.blocksSent()).isEqualTo(5000);
    stage(LARGE, 10);
    hot.forgetCaptures();
    assertThat(capture(cache, LARGE).blocks()).hasSize(5011);
    assertThat(hot.captures()).isEqualTo(1);
  }

  private static void assertTooLarge(TailCache cache) {
    assertThatThrownBy(() -> capture(cache, LARGE))
        .isInstanceOfSatisfying(
            TimestoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE))
        .hasMessageContainingAll("table1", "tailBufferMb", "flushed");
  }
}
