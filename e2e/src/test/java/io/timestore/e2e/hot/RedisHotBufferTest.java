package io.timestore.e2e.hot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.core.block.Block;
import io.timestore.core.block.BlockBuilder;
import io.timestore.core.block.ValueBounds;
import io.timestore.core.hot.HotBlock;
import io.timestore.core.hot.LaneTail;
import io.timestore.core.hot.StageRequest;
import io.timestore.core.hot.StageResult;
import io.timestore.core.hot.TailCache;
import io.timestore.core.hot.redis.HotBufferConfig;
import io.timestore.core.hot.redis.RedisHotBuffer;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.IdempotencyKey;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimestoreException;
import io.timestore.embedded.EmbeddedStack;
import io.timestore.embedded.StackComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class RedisHotBufferTest {
  private static final TableSchema SCHEMA =
      new TableSchema(
          1,
          List.of(
              new Field("time", FieldType.timestamp(3)),
              new Field("id", FieldType.parse("integer"))),
          "time");
  private static EmbeddedStack stack;
  private static RedisHotBuffer hot;
  private static long tables = 100;

  @BeforeAll
  static void start() {
    stack = EmbeddedStack.start(EnumSet.of(StackComponent.REDIS));
    hot = new RedisHotBuffer(HotBufferConfig.of(stack.redisUri()));
  }

  @AfterAll
  static void stop() {
    hot.close();
    stack.close();
  }

  private static LaneId newLane() {
    LaneId lane = new LaneId(tables++, 0);
    hot.ensureLane(lane, 1, 0, 0);
    return lane;
  }

  private static Block block(long... ids) {
    BlockBuilder builder = new BlockBuilder(SCHEMA, "{}", 197001, 0);
    for (long id : ids) {
      builder.column(0).appendLong(id);
      builder.column(1).appendLong(id);
      builder.endRow(id * 1_000_000);
    }
    return builder.build();
  }

  private static StageRequest request(LaneId lane, Block... blocks) {
    return new StageRequest(lane, 1, List.of(blocks), null);
  }

  private static StageResult.Staged stage(LaneId lane, Block... blocks) {
    return (StageResult.Staged) hot.stage(request(lane, blocks));
  }

  @Test
  void sequencesRiseByOneAndBlocksComeBackAsTheyWere() {
    LaneId lane = newLane();
    assertThat(stage(lane, block(1))).isEqualTo(new StageResult.Staged(1, 1, 0));
    assertThat(stage(lane, block(2, 3), block(4))).isEqualTo(new StageResult.Staged(2, 3, 0));
    List<HotBlock> blocks = hot.read(lane, 1, 3, 10);
    assertThat(blocks).extracting(HotBlock::sequence).containsExactly(1L, 2L, 3L);
    assertThat(blocks.get(1).block().bytes()).isEqualTo(block(2, 3).bytes());
    assertThat(hot.states(List.of(lane)).get(0).rows()).isEqualTo(4);
  }

  @Test
  void aKeyIsAnsweredAgainWithTheFirstAnswerAndRefusedForOtherContent() {
    LaneId lane = newLane();
    IdempotencyKey key = new IdempotencyKey("ds" + lane.tableId(), "k1", "hash-a");
    StageRequest first = new StageRequest(lane, 1, List.of(block(1, 2)), key);
    assertThat(hot.stage(first)).isEqualTo(new StageResult.Staged(1, 1, 0));
    stage(lane, block(9));
    assertThat(hot.stage(first)).isEqualTo(new StageResult.Replayed(1, 1, 0, 2));
    assertThat(hot.replayOf(key)).isEqualTo(new StageResult.Replayed(1, 1, 0, 2));
    IdempotencyKey other = new IdempotencyKey(key.datasetId(), "k1", "hash-b");
    assertThat(hot.stage(new StageRequest(lane, 1, List.of(block(7)), other)))
        .isEqualTo(new StageResult.Conflict());
    assertThat(hot.states(List.of(lane)).get(0).lastSequence()).isEqualTo(2);
  }

  @Test
  void anUnknownLaneTakesNothing() {
    assertThatThrownBy(() -> hot.stage(request(new LaneId(99_999, 0), block(1))))
        .isInstanceOfSatisfying(
            TimestoreException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.HOT_BUFFER_UNAVAILABLE));
    assertThat(hot.states(List.of(new LaneId(99_999, 0))))
        .containsExactly((io.timestore.core.hot.LaneState) null);
  }

  @Test
  void blocksOfAnOlderSchemaAreNotStaged() {
    LaneId lane = newLane();
    hot.ensureLane(lane, 2, 0, 0);
    assertThat(hot.stage(request(lane, block(1)))).isEqualTo(new StageResult.SchemaMoved());
    assertThat(hot.states(List.of(lane)).get(0).lastSequence()).isZero();
  }

  @Test
  void aFullLaneRefusesAndStoresNothing() {
    LaneId lane = newLane();
    HotBufferConfig d = HotBufferConfig.of(stack.redisUri());
    HotBufferConfig small =
        new HotBufferConfig(
            d.uri(),
            d.commandTimeout(),
            d.idempotencyTtl(),
            d.idempotencyCache(),
            3,
            d.maxLaneBytes(),
            0,
            d.waitTimeout());
    try (RedisHotBuffer bounded = new RedisHotBuffer(small)) {
      assertThat(bounded.stage(request(lane, block(1, 2)))).isInstanceOf(StageResult.Staged.class);
      assertThat(bounded.stage(request(lane, block(3, 4)))).isInstanceOf(StageResult.Full.class);
      assertThat(bounded.states(List.of(lane)).get(0).lastSequence()).isEqualTo(1);
    }
  }

  @Test
  void anOlderEpochChangesNothing() {
    LaneId lane = newLane();
    stage(lane, block(1), block(2));
    hot.markInserting(lane, 5, ValueBounds.UNKNOWN);
    assertThat(hot.states(List.of(lane)).get(0).inserting()).isTrue();
    assertFenced(() -> hot.promote(lane, 4, 1, 1, 1));
    assertFenced(() -> hot.markInserting(lane, 4, ValueBounds.UNKNOWN));
    assertThat(hot.states(List.of(lane)).get(0).watermark()).isZero();
    hot.promote(lane, 5, 1, 1, block(1).bytes().length);
    assertFenced(() -> hot.trim(lane, 4, 1));
    assertThat(hot.trim(lane, 5, 1)).isEqualTo(1);
    assertThatThrownBy(() -> hot.trim(lane, 5, 2)).hasMessageContaining("above the watermark");
    var state = hot.states(List.of(lane)).get(0);
    assertThat(state.watermark()).isEqualTo(1);
    assertThat(state.inserting()).isFalse();
    assertThat(state.rows()).isEqualTo(1);
    assertThat(state.trimmedUpTo()).isEqualTo(1);
  }

  private static void assertFenced(Runnable change) {
    assertThatThrownBy(change::run)
        .isInstanceOfSatisfying(
            TimestoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FENCED));
  }

  @Test
  void theWatermarkNeverFalls() {
    LaneId lane = newLane();
    stage(lane, block(1), block(2));
    hot.promote(lane, 1, 2, 2, 2);
    hot.promote(lane, 1, 1, 1, 1);
    hot.ensureLane(lane, 1, 1, 1);
    var state = hot.states(List.of(lane)).get(0);
    assertThat(state.watermark()).isEqualTo(2);
    assertThat(state.lastSequence()).isEqualTo(2);
    assertThat(state.rows()).isZero();
  }

  @Test
  void aCacheHoldsTheWholeTailWhereverTheWatermarkStands() {
    LaneId lane = newLane();
    TailCache cache = new TailCache(hot, TailCache.defaultBytes());
    stage(lane, block(1), block(2), block(3));
    assertThat(sequences(cache.capture(List.of(lane), Long::toString).get(0)))
        .containsExactly(1L, 2L, 3L);
    hot.promote(lane, 1, 2, 2, 2);
    stage(lane, block(4));
    assertThat(sequences(cache.capture(List.of(lane), Long::toString).get(0)))
        .containsExactly(3L, 4L);
    hot.trim(lane, 1, 2);
    hot.promote(lane, 1, 4, 2, 2);
    assertThat(cache.capture(List.of(lane), Long::toString).get(0).blocks()).isEmpty();
    stage(lane, block(5));
    assertThat(sequences(cache.capture(List.of(lane), Long::toString).get(0))).containsExactly(5L);
    assertThat(
            sequences(
                new TailCache(hot, TailCache.defaultBytes())
                    .capture(List.of(lane), Long::toString)
                    .get(0)))
        .containsExactly(5L);
  }

  private static List<Long> sequences(LaneTail tail) {
    return tail.blocks().stream().map(HotBlock::sequence).toList();
  }

  @Test
  void everyCaptureIsOneInstantWhileWritersStageAndTheWatermarkMoves() throws Exception {
    LaneId lane = newLane();
    AtomicBoolean writing = new AtomicBoolean(true);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      Callable<Long> writer =
          () -> {
            long last = 0;
            for (int i = 0; i < 500; i++) {
              last = stage(lane, block(i), block(i)).lastSequence();
            }
            writing.set(false);
            return last;
          };
      Callable<Long> flusher =
          () -> {
            long promotions = 0;
            while (writing.get()) {
              var state = hot.states(List.of(lane)).get(0);
              if (state.lastSequence() > state.watermark()) {
                hot.promote(lane, 1, state.watermark() + 1, 1, 1);
                hot.trim(lane, 1, state.watermark());
                promotions++;
              }
            }
            return promotions;
          };
      Callable<Long> reader =
          () -> {
            TailCache cache = new TailCache(hot, TailCache.defaultBytes());
            long captures = 0;
            long before = 0;
            while (writing.get()) {
              LaneTail tail = cache.capture(List.of(lane), Long::toString).get(0);
              List<Long> expected = new ArrayList<>();
              for (long s = tail.state().watermark() + 1; s <= tail.state().lastSequence(); s++) {
                expected.add(s);
              }
              assertThat(sequences(tail)).isEqualTo(expected);
              assertThat(tail.state().lastSequence()).isGreaterThanOrEqualTo(before);
              before = tail.state().lastSequence();
              captures++;
            }
            return captures;
          };
      var results = threads.invokeAll(List.of(writer, flusher, reader));
      assertThat(results.get(0).get()).isEqualTo(1000);
      assertThat(results.get(1).get()).isPositive();
      assertThat(results.get(2).get()).isPositive();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void acknowledgedBlocksSurviveAKillOfRedis() throws Exception {
    LaneId lane = newLane();
    assertThat(hot.durability()).isEqualTo("aof-always");
    stage(lane, block(1), block(2));
    stack.kill(StackComponent.REDIS);
    assertThatThrownBy(() -> hot.stage(request(lane, block(3))))
        .isInstanceOfSatisfying(
            TimestoreException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.HOT_BUFFER_UNAVAILABLE))
        .hasMessageContaining("127.0.0.1");
    stack.restart(StackComponent.REDIS);
    assertThatThrownBy(() -> hot.states(List.of(lane)))
        .hasMessageContaining("no daemon has compared it");
    stack.certifyRedis();
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    assertThat(hot.read(lane, 1, 10, 10)).hasSize(2);
    assertThat(stage(lane, block(3)).lastSequence()).isEqualTo(3);
    assertThat(System.nanoTime()).isLessThan(deadline);
  }

  @Test
  void rowsAreAcknowledgedOnlyWhenEnoughReplicasHaveThem() throws Exception {
    HotBufferConfig d = HotBufferConfig.of(stack.redisUri());
    HotBufferConfig waiting =
        new HotBufferConfig(
            d.uri(),
            d.commandTimeout(),
            d.idempotencyTtl(),
            d.idempotencyCache(),
            d.maxLaneRows(),
            d.maxLaneBytes(),
            1,
            Duration.ofMillis(300));
    LaneId lane = newLane();
    try (RedisHotBuffer replicated = new RedisHotBuffer(waiting);
        EmbeddedStack other = EmbeddedStack.start(EnumSet.of(StackComponent.REDIS))) {
      assertThat(replicated.durability()).isEqualTo("aof-always+replicas-1");
      IdempotencyKey key = new IdempotencyKey("replicated", "k", "hash");
      StageRequest keyed = new StageRequest(lane, 1, List.of(block(1)), key);
      for (int again = 0; again < 2; again++) {
        assertThatThrownBy(() -> replicated.stage(keyed))
            .hasMessageContainingAll("0 of 1 replicas", "same idempotency key");
      }
      assertThatThrownBy(replicated::awaitDurable).hasMessageContaining("0 of 1 replicas");
      try (io.lettuce.core.RedisClient client =
          io.lettuce.core.RedisClient.create(other.redisUri())) {
        var replica = client.connect().sync();
        replica.replicaof("127.0.0.1", stack.port(StackComponent.REDIS));
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!replica.info("replication").contains("master_link_status:up")) {
          assertThat(System.nanoTime()).isLessThan(deadline);
          Thread.sleep(50);
        }
      }
      assertThat(replicated.stage(keyed)).isEqualTo(new StageResult.Replayed(1, 1, 0, 1));
      assertThat(replicated.stage(request(lane, block(2)))).isInstanceOf(StageResult.Staged.class);
      replicated.awaitDurable();
      other.kill(StackComponent.REDIS);
      assertThatThrownBy(() -> replicated.stage(request(lane, block(3))))
          .hasMessageContaining("0 of 1 replicas");
    }
  }
}
