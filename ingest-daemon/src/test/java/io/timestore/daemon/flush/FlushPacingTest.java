package io.timestore.daemon.flush;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Batches get bigger and rarer while ClickHouse cannot keep up; one dataset does not take all. */
final class FlushPacingTest {
  private final FlushPacing pacing = new FlushPacing(FlushConfig.DEFAULT);

  @Test
  void tooManyPartsMakeBatchesRarerUpToALimit() {
    pacing.tooManyParts();
    assertThat(pacing.age()).isEqualTo(Duration.ofSeconds(2));
    assertThat(pacing.rows()).isEqualTo(100_000);
    for (int i = 0; i < 10; i++) {
      pacing.tooManyParts();
    }
    assertThat(pacing.age()).isEqualTo(Duration.ofSeconds(16));
    assertThat(pacing.rows()).isEqualTo(800_000);
    assertThat(pacing.bytes()).isEqualTo(64L << 20);
  }

  @Test
  void slowInsertsMakeBatchesRarerAndQuickOnesBringThemBack() {
    pacing.flushed(Duration.ofSeconds(3));
    assertThat(pacing.age()).isEqualTo(Duration.ofSeconds(2));
    pacing.flushed(Duration.ofMillis(100));
    pacing.flushed(Duration.ofMillis(100));
    assertThat(pacing.age()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aDatasetInsertsOnlySoOftenAtATime() throws InterruptedException {
    InsertPermits permits = new InsertPermits(2);
    CountDownLatch inside = new CountDownLatch(2);
    CountDownLatch done = new CountDownLatch(1);
    AtomicInteger third = new AtomicInteger();
    Runnable holds =
        () -> {
          inside.countDown();
          try {
            done.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    for (int i = 0; i < 2; i++) {
      new Thread(() -> permits.with("a", holds)).start();
    }
    inside.await();
    Thread waiting = new Thread(() -> permits.with("a", third::incrementAndGet));
    waiting.start();
    permits.with("b", () -> assertThat(third.get()).isZero());
    waiting.join(200);
    assertThat(third.get()).isZero();
    done.countDown();
    waiting.join(10_000);
    assertThat(third.get()).isEqualTo(1);
  }
}
