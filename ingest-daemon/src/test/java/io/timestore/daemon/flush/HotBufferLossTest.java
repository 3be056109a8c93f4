package io.timestore.daemon.flush;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.timestore.core.hot.LaneCursor;
import io.timestore.core.hot.LaneState;
import io.timestore.core.hot.redis.HotBufferConfig;
import io.timestore.core.hot.redis.RedisHotBuffer;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.ingest.IngestAck;
import io.timestore.embedded.StackComponent;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** A Redis that lost data: it is noticed, nothing wrong is answered, no sequence comes twice. */
@NullUnmarked
final class HotBufferLossTest extends FlushFixture {
  private static final long JUMP = 1L << 20;

  private void redis(Consumer<RedisCommands<String, String>> change) {
    try (RedisClient client = RedisClient.create(stack.redisUri())) {
      change.accept(client.connect().sync());
    }
  }

  private String meta() {
    return "timestore:{" + tableId() + ".0}:meta";
  }

  private String blocks() {
    return "timestore:{" + tableId() + ".0}:blocks";
  }

  private static void eventually(ThrowingCallable check) {
    Instant deadline = Instant.now().plusSeconds(20);
    while (true) {
      try {
        check.call();
        return;
      } catch (Throwable e) {
        if (Instant.now().isAfter(deadline)) {
          throw new AssertionError("not in time", e);
        }
        Thread.onSpinWait();
      }
    }
  }

  private static void assertUnavailable(ThrowingCallable use) {
    assertThatThrownBy(use)
        .isInstanceOfSatisfying(
            TimestoreException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.HOT_BUFFER_UNAVAILABLE));
  }

  @Test
  void aLaneThatLostNothingUnflushedGoesOnAboveEverySequenceThatItGave() {
    daemon(QUICK);
    createTable();
    send(fields(), null, true, List.of(block("2001-01-01", 1), block("2001-01-02", 2)));
    redis(r -> r.del(meta(), blocks()));
    eventually(() -> assertThat(hot.states(List.of(lane())).get(0)).isNotNull());
    IngestAck ack = send(fields(), null, true, List.of(block("2001-01-01", 3)));
    assertThat(ack.sequence()).isEqualTo(2 + JUMP + 1);
    assertThat(cold("id")).containsExactly("1", "2", "3");
  }

  @Test
  void lostRowsAreReportedAndTheTableIsNotServedUntilTheyAreGivenUp() {
    daemon(NEVER);
    createTable();
    send(fields(), null, true, List.of(block("2001-01-01", 1)));
    send(fields(), null, false, List.of(block("2001-01-01", 2), block("2001-01-02", 3)));
    redis(RedisCommands::flushall);
    String lost = "sequences 2 to 3 of " + slug + ".records";
    eventually(() -> assertThat(guard.problem()).contains(lost));
    assertUnavailable(() -> send(fields(), null, false, List.of(block("2001-01-01", 4))));
    assertUnavailable(() -> hot.capture(List.of(LaneCursor.noBlocks(lane())), 0));

    assertThat(losses.accept(registry.byId(tableId(), 0).datasetId())).isEqualTo(1);
    eventually(() -> assertThat(hot.states(List.of(lane())).get(0)).isNotNull());
    IngestAck ack = send(fields(), null, true, List.of(block("2001-01-01", 4)));
    assertThat(ack.sequence()).isGreaterThan(3 + JUMP);
    assertThat(cold("id")).containsExactly("1", "4");
    eventually(() -> assertThat(String.valueOf(guard.problem())).doesNotContain(lost));
  }

  @Test
  void aRedisThatComesBackWithoutItsEndIsUsedOnlyAfterItWasCompared() {
    daemon(NEVER);
    createTable();
    send(fields(), null, false, List.of(block("2001-01-01", 1)));
    send(fields(), null, false, List.of(block("2001-01-01", 2)));
    send(fields(), null, false, List.of(block("2001-01-01", 3)));
    guard.close();
    redis(
        r -> {
          r.hset(meta(), "seq", "2");
          r.xdel(blocks(), "3-0");
        });
    stack.kill(StackComponent.REDIS);
    stack.restart(StackComponent.REDIS);
    try (RedisHotBuffer fresh = new RedisHotBuffer(HotBufferConfig.of(stack.redisUri()))) {
      assertThatThrownBy(() -> fresh.capture(List.of(LaneCursor.noBlocks(lane())), 0))
          .hasMessageContaining("no daemon has compared it");
      assertUnavailable(() -> send(fields(), null, false, List.of(block("2001-01-01", 4))));
    }
    flusher.close();
    daemon(QUICK);
    eventually(
        () -> assertThat(guard.problem()).contains("sequences 3 to 3 of " + slug + ".records"));
    losses.accept(registry.byId(tableId(), 0).datasetId());
    eventually(() -> assertThat(hot.states(List.of(lane())).get(0)).isNotNull());
    send(fields(), null, true, List.of(block("2001-01-01", 5)));
    assertThat(cold("id")).containsExactly("1", "2", "5");
  }

  @Test
  void aSealedBatchWhoseBlocksAreGoneIsKeptIfClickHouseHasAllOfIt() throws InterruptedException {
    for (FlushStep step : List.of(FlushStep.VERIFIED, FlushStep.SEALED)) {
      slug = slug + step.name().charAt(0);
      daemon(NEVER);
      createTable();
      flusher.close();
      FlushCrashTest.Faulty dying = new FlushCrashTest.Faulty(step, true);
      daemon(QUICK, dying);
      send(fields(), null, false, List.of(block("2001-01-01", 1, 2), block("2001-02-01", 3)));
      dying.arrived.await();
      redis(r -> r.del(meta(), blocks()));
      daemon(QUICK);
      eventually(() -> assertThat(guard.problem()).contains(slug + ".records"));
      losses.accept(registry.byId(tableId(), 0).datasetId());
      eventually(() -> assertThat(hot.states(List.of(lane())).get(0)).isNotNull());
      send(fields(), null, true, List.of(block("2001-02-01", 4)));
      assertThat(cold("id"))
          .containsExactly(
              step == FlushStep.VERIFIED ? new String[] {"1", "2", "3", "4"} : new String[] {"4"});
      LaneState state = hot.states(List.of(lane())).get(0);
      assertThat(state.watermark()).isEqualTo(state.lastSequence());
    }
  }

  @Test
  void blocksThatAreLeftOfASealedBatchAreSaved() throws InterruptedException {
    daemon(NEVER);
    createTable();
    flusher.close();
    FlushCrashTest.Faulty dying = new FlushCrashTest.Faulty(FlushStep.INSERTED_WINDOW, true);
    daemon(QUICK, dying);
    send(fields(), null, false, List.of(block("2001-01-01", 1, 2), block("2001-02-01", 3)));
    dying.arrived.await();
    redis(
        r -> {
          r.hset(meta(), "seq", "1");
          r.xdel(blocks(), "2-0");
        });
    daemon(QUICK);
    guard.compareAgain();
    String lost = "sequences 2 to 2 of " + slug + ".records";
    eventually(() -> assertThat(guard.problem()).contains(lost));
    losses.accept(registry.byId(tableId(), 0).datasetId());
    eventually(() -> assertThat(hot.states(List.of(lane())).get(0)).isNotNull());
    send(fields(), null, true, List.of(block("2001-02-01", 4)));
    assertThat(cold("id")).containsExactly("1", "2", "4");
  }
}
