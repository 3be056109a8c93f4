package io.timestore.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.timestore.daemon.flush.FlushStep;
import io.timestore.verify.check.Acknowledgements;
import io.timestore.verify.check.Checker;
import io.timestore.verify.check.History;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A daemon process is killed or stopped at each step of a flush; another one takes over. */
@NullUnmarked
final class KillAtStepTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final History HISTORY = new History();
  private static final Acknowledgements ACKNOWLEDGEMENTS = new Acknowledgements();
  private static Cluster cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster = new Cluster(null, Map.of());
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(240);
    while (post("/datasets/verify/ingest", Writer.emptyBody()) / 100 != 2) {
      assertThat(System.nanoTime()).as("a daemon answers in time").isLessThan(limit);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private static int post(String path, String body) throws InterruptedException {
    for (String url : cluster.urls()) {
      try {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(url + path))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        int status = HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status < 500) {
          return status;
        }
      } catch (IOException e) {
        assertThat(cluster.urls()).as("%s did not answer: %s", url, e).hasSize(2);
      }
    }
    return 0;
  }

  @ParameterizedTest
  @EnumSource(FlushStep.class)
  void aKilledDaemonLosesAndDoublesNothing(FlushStep step) throws Exception {
    strike(step, true);
  }

  /** It is stopped with SIGSTOP for longer than its lease lasts, and wakes up in the middle. */
  @ParameterizedTest
  @EnumSource(
      value = FlushStep.class,
      names = {"BEFORE_SEAL", "MARKED", "INSERTED_WINDOW", "VERIFIED", "PUBLISHED"})
  void aStoppedDaemonThatWakesUpAfterItsLeaseChangesNothing(FlushStep step) throws Exception {
    strike(step, false);
  }

  private static void strike(FlushStep step, boolean kills) throws Exception {
    Nemesis nemesis =
        new Nemesis(cluster, HISTORY, step.name().length(), List.of(Nemesis.Kind.STEP));
    AtomicBoolean writing = new AtomicBoolean(true);
    Writer writer =
        new Writer(
            HISTORY,
            cluster.urls(),
            NUMBERS,
            ACKNOWLEDGEMENTS,
            new Writer.Counts(),
            step.name().length(),
            true,
            30);
    Thread thread =
        new Thread(
            () -> {
              while (writing.get()) {
                writer.write(System.nanoTime() + TimeUnit.SECONDS.toNanos(50));
              }
            });
    thread.start();
    assertThat(nemesis.step(step, kills, Duration.ofSeconds(60))).isTrue();
    assertThat(nemesis.counts())
        .containsExactly(
            entry(
                (kills ? "kill -9" : "pause")
                    + " at step "
                    + step.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                1));
    try (Reader reader =
        new Reader(cluster, HISTORY, ACKNOWLEDGEMENTS, new Reader.Counts(), step.name().length())) {
      int answers = 0;
      long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (answers < 40 && System.nanoTime() < limit) {
        answers += reader.read() ? 1 : 0;
      }
      assertThat(answers).as("statements that were answered in time").isEqualTo(40);
    }
    writing.set(false);
    thread.join(TimeUnit.SECONDS.toMillis(60));
    assertThat(thread.isAlive()).as("the writer waits for an acknowledgement").isFalse();
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (post("/admin/datasets/verify/flush", "") != 200) {
      assertThat(System.nanoTime()).as("everything is flushed in time").isLessThan(limit);
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertThat(HISTORY.acknowledged()).as("rows that prove something").isNotEmpty();
    assertThat(new Checker(HISTORY).check()).isEmpty();
    assertThat(new Checker(HISTORY).checkEnd(ColdRead.of(cluster.stack().clickHouseUrl())))
        .isEmpty();
  }
}
