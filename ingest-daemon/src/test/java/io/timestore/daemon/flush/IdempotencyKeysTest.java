package io.timestore.daemon.flush;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.timestore.core.block.Block;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.ingest.IngestAck;
import io.timestore.embedded.StackComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** A key gives its first answer, at once and long after; the hot buffer may forget it meanwhile. */
@NullUnmarked
final class IdempotencyKeysTest extends FlushFixture {
  private long redis(
      java.util.function.ToLongFunction<io.lettuce.core.api.sync.RedisCommands<String, String>>
          use) {
    try (RedisClient client = RedisClient.create(stack.redisUri())) {
      return use.applyAsLong(client.connect().sync());
    }
  }

  private String inRedis(String key) {
    return "timestore:key:" + registry.byId(tableId(), 0).datasetId() + ":" + key;
  }

  private List<Block> one(long id) {
    return List.of(block("2001-01-01", id));
  }

  @Test
  void aKeyThatTheHotBufferForgotIsInTheCatalog() {
    daemon(NEVER);
    createTable();
    IngestAck first = send(fields(), "k", false, one(1));
    send(fields(), "empty", false, List.of());
    assertThat(hot.uncopiedKeys(lane(), 10)).hasSize(2);
    keys.copy(lane());
    assertThat(hot.uncopiedKeys(lane(), 10)).isEmpty();
    long left = redis(r -> r.pttl(inRedis("k")));
    assertThat(left).isPositive().isLessThanOrEqualTo(3_600_000);
    assertThat(send(fields(), "k", false, one(1)).replayed()).isTrue();
    redis(r -> r.del(inRedis("k"), inRedis("empty")));
    IngestAck again = send(fields(), "k", false, one(1));
    assertThat(again.replayed()).isTrue();
    assertThat(again.sequence()).isEqualTo(first.sequence());
    assertThat(again.jobId()).isEqualTo(first.jobId());
    assertThat(again.rows()).isEqualTo(1);
    assertThat(again.watermark()).isEqualTo(first.watermark());
    assertThat(send(fields(), "empty", false, List.of()).replayed()).isTrue();
    assertThat(hot.states(List.of(lane())).get(0).lastSequence()).isEqualTo(1);
  }

  @Test
  void otherContentUnderAKeyIsAConflictBeforeAndAfterItsCopy() {
    daemon(NEVER);
    createTable();
    send(fields(), "k", false, one(1));
    assertConflict();
    keys.copy(lane());
    assertConflict();
    redis(r -> r.del(inRedis("k")));
    assertConflict();
    assertThat(hot.states(List.of(lane())).get(0).lastSequence()).isEqualTo(1);
  }

  private void assertConflict() {
    contentOfKeys = "other ";
    assertThatThrownBy(() -> send(fields(), "k", false, one(2)))
        .isInstanceOfSatisfying(
            TimestoreException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.IDEMPOTENCY_CONFLICT));
    contentOfKeys = "";
  }

  @Test
  void aCopyThatIsRepeatedAfterACrashChangesNothing() {
    daemon(NEVER);
    createTable();
    IngestAck first = send(fields(), "k", false, one(1));
    idempotency.keep(hot.uncopiedKeys(lane(), 10));
    keys.copy(lane());
    redis(r -> r.del(inRedis("k")));
    assertThat(send(fields(), "k", false, one(1)).sequence()).isEqualTo(first.sequence());
    assertThat(idempotency.expire(java.time.Duration.ofDays(1), 10)).isZero();
    assertThat(idempotency.expire(java.time.Duration.ofSeconds(-1), 1_000)).isPositive();
    assertThat(send(fields(), "k", false, one(1)).replayed()).isFalse();
  }

  @Test
  void manyFirstRequestsWithOneKeyStoreOnce() throws Exception {
    daemon(NEVER);
    createTable();
    List<Block> blocks = one(1);
    ExecutorService threads = Executors.newFixedThreadPool(16);
    List<Future<IngestAck>> answers = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      answers.add(threads.submit(() -> send(fields(), "k", false, blocks)));
    }
    int staged = 0;
    for (Future<IngestAck> answer : answers) {
      assertThat(answer.get().sequence()).isEqualTo(1);
      staged += answer.get().replayed() ? 0 : 1;
    }
    threads.shutdown();
    assertThat(staged).isEqualTo(1);
    assertThat(hot.states(List.of(lane())).get(0).rows()).isEqualTo(1);
  }

  @Test
  void whileTheCatalogIsAwayKnownKeysAreAnsweredAndRowsWithoutAreStaged() {
    daemon(NEVER);
    createTable();
    List<Block> two = one(2);
    List<Block> three = one(3);
    IngestAck first = send(fields(), "k", false, one(1));
    stack.kill(StackComponent.POSTGRES);
    try {
      assertThat(send(fields(), "k", false, two).sequence()).isEqualTo(first.sequence());
      assertThatThrownBy(() -> send(fields(), "new", false, two))
          .isInstanceOfSatisfying(
              TimestoreException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_UNAVAILABLE))
          .hasMessageContaining("'new'");
      assertThat(send(fields(), null, false, three).sequence()).isEqualTo(2);
    } finally {
      stack.restart(StackComponent.POSTGRES);
    }
    assertThat(send(fields(), "new", true, two).sequence()).isEqualTo(3);
    assertThat(cold("id")).containsExactly("1", "2", "3");
  }
}
