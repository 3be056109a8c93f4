package io.timestore.calcite.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.clickhouse.ClickHouseResult;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class ReadAheadTest {
  private static final int BLOCKS = 20;

  /** Gives blocks whose rows count them; stands still or fails before one. */
  private static final class Source implements ClickHouseResult {
    private final AtomicInteger given = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final int failsAt;
    private final int standsAt;

    Source(int failsAt, int standsAt) {
      this.failsAt = failsAt;
      this.standsAt = standsAt;
    }

    @Override
    public @Nullable NativeBlock next() {
      int number = given.incrementAndGet();
      if (number == failsAt) {
        throw new TimestoreException(ErrorCode.CLICKHOUSE_ERROR, "broken");
      }
      if (number == standsAt) {
        try {
          assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        throw new TimestoreException(ErrorCode.CANCELED, "closed");
      }
      return number > BLOCKS ? null : new NativeBlock(number, List.of());
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  private static long readers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("timestore-read-ahead"))
        .count();
  }

  private static void assertNoReaderStays() throws InterruptedException {
    long limit = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (readers() > 0 && System.nanoTime() < limit) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    assertThat(readers()).isZero();
  }

  @Test
  void givesEveryBlockInOrderAndEndsOnce() throws InterruptedException {
    ReadAhead ahead = new ReadAhead(new Source(0, 0));
    List<Integer> rows = new ArrayList<>();
    for (NativeBlock block = ahead.next(); block != null; block = ahead.next()) {
      rows.add(block.rows());
    }
    assertThat(rows).hasSize(BLOCKS).isSorted();
    assertThat(ahead.next()).isNull();
    assertNoReaderStays();
  }

  @Test
  void holdsNoMoreThanItMay() throws InterruptedException {
    Source source = new Source(0, 0);
    ReadAhead ahead = new ReadAhead(source);
    for (int i = 0; i < 3; i++) {
      assertThat(ahead.next()).isNotNull();
    }
    TimeUnit.MILLISECONDS.sleep(100);
    assertThat(source.given.get()).isLessThanOrEqualTo(6);
    ahead.close();
    assertNoReaderStays();
  }

  @Test
  void aFailureComesAfterTheBlocksBeforeIt() throws InterruptedException {
    ReadAhead ahead = new ReadAhead(new Source(8, 0));
    for (int i = 1; i < 8; i++) {
      assertThat(ahead.next()).isNotNull();
    }
    assertThatThrownBy(ahead::next).hasMessage("broken");
    assertNoReaderStays();
  }

  @Test
  void whoWaitsIsToldWhenAnotherThreadCloses() throws Exception {
    ReadAhead ahead = new ReadAhead(new Source(0, 5));
    for (int i = 1; i < 5; i++) {
      assertThat(ahead.next()).isNotNull();
    }
    CompletableFuture<@Nullable NativeBlock> waiting = CompletableFuture.supplyAsync(ahead::next);
    TimeUnit.MILLISECONDS.sleep(50);
    ahead.close();
    assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(TimestoreException.class);
    assertNoReaderStays();
  }

  @Test
  void closedItGivesNothingMore() throws InterruptedException {
    ReadAhead ahead = new ReadAhead(new Source(0, 0));
    for (int i = 0; i < 4; i++) {
      assertThat(ahead.next()).isNotNull();
    }
    ahead.close();
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 4; i++) {
                assertThat(ahead.next()).isNotNull();
              }
            })
        .isInstanceOf(TimestoreException.class);
    assertNoReaderStays();
  }
}
