package io.timestore.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.core.clickhouse.ClickHouse;
import io.timestore.daemon.config.DaemonConfig;
import io.timestore.daemon.flush.FlushSteps;
import io.timestore.embedded.EmbeddedStack;
import io.timestore.embedded.StackComponent;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** ClickHouse takes requests and answers none: rows are taken up to the limit, and then refused. */
@NullUnmarked
final class HungStoreTest {
  private static final int MOST_ROWS = 5;
  private final AtomicReference<CountDownLatch> hangs = new AtomicReference<>();

  private ClickHouse hanging(ClickHouse real) {
    return (ClickHouse)
        Proxy.newProxyInstance(
            ClickHouse.class.getClassLoader(),
            new Class<?>[] {ClickHouse.class},
            (proxy, method, arguments) -> {
              CountDownLatch until = hangs.get();
              if (until != null && !method.getName().equals("close")) {
                until.await();
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static HttpResponse<String> post(Daemon daemon, String path, String body)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + daemon.port() + path))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static String rows(int id) {
    return """
        {"schema": {"fields": [{"name": "timestamp", "type": "timestamp"}, {"name": "id", "type": "integer"}]},
         "partition": {"key": {}, "timeRange": {"start": "2000-01-01T00:00:00Z", "end": "2030-01-01T00:00:00Z"}},
         "rows": [{"timestamp": "2001-01-01T00:00:00Z", "id": %d}]}"""
        .formatted(id);
  }

  @Test
  void theLimitOverAllTablesHoldsWhileClickHouseHangs() throws Exception {
    EmbeddedStack stack =
        EmbeddedStack.start(
            Set.of(StackComponent.ENGINE, StackComponent.REDIS, StackComponent.POSTGRES));
    DaemonConfig config =
        DaemonConfig.of(
            Map.of(
                "http.port", "0",
                "clickhouse.url", stack.clickHouseUrl(),
                "clickhouse.database", "hung",
                "redis.uri", stack.redisUri(),
                "redis.maxRows", "" + MOST_ROWS,
                "catalog.url", stack.catalogUrl(),
                "catalog.user", stack.catalogUser(),
                "catalog.password", stack.catalogPassword()));
    DaemonSeams seams = new DaemonSeams(h -> h, l -> l, this::hanging, FlushSteps.NONE);
    CountDownLatch until = new CountDownLatch(1);
    try (stack;
        Daemon daemon = new Daemon(config, seams)) {
      assertThat(post(daemon, "/datasets/hung/ingest", rows(0)).statusCode()).isEqualTo(202);
      assertThat(post(daemon, "/admin/datasets/hung/flush", "").statusCode()).isEqualTo(200);
      hangs.set(until);
      int taken = 0;
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      HttpResponse<String> last = post(daemon, "/datasets/hung/ingest", rows(1));
      while (last.statusCode() == 202 && System.nanoTime() < deadline) {
        taken++;
        TimeUnit.MILLISECONDS.sleep(200);
        last = post(daemon, "/datasets/hung/ingest", rows(1 + taken));
      }
      assertThat(last.statusCode()).isEqualTo(429);
      assertThat(last.headers().firstValue("Retry-After")).isPresent();
      assertThat(last.body()).contains("the hot buffer is full");
      assertThat(taken).isGreaterThanOrEqualTo(MOST_ROWS);
      hangs.set(null);
      until.countDown();
      assertThat(post(daemon, "/admin/datasets/hung/flush", "").statusCode()).isEqualTo(200);
    } finally {
      until.countDown();
    }
  }
}
