package io.timestore.core.clickhouse;

import io.timestore.core.model.TimestoreException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends statements: the exchange here at once, then the statement on the server by KILL QUERY. A
 * KILL may overtake a statement whose answer has not begun, and find nothing; it is sent again
 * then. Safe for use by many threads.
 */
final class StatementKiller implements AutoCloseable {
  /** What the second sending of a query adds to its id. */
  static final String SECOND = "-second";

  private static final Logger LOG = LoggerFactory.getLogger(StatementKiller.class);
  private static final long[] AGAIN_MILLIS = {50, 200, 500, 1_000};
  private static final int WAIT_SECONDS = 2;

  /** Beyond it, a server that does not answer is not asked to end more statements. */
  private static final int MOST_WAITING = 1000;

  private final Consumer<String> execute;
  private final Map<String, Exchange> running = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor executor;

  /**
   * @param execute runs a statement on the server
   */
  StatementKiller(Consumer<String> execute) {
    this.execute = execute;
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "timestore-clickhouse-kill");
              thread.setDaemon(true);
              return thread;
            });
    executor.setKeepAliveTime(5, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Notes a statement that is about to be sent. */
  Exchange began(String queryId, HttpPost request) {
    Exchange exchange = new Exchange(queryId, request);
    running.put(queryId, exchange);
    return exchange;
  }

  /** A statement from its sending to the end of its answer. Closing it ends one without answer. */
  final class Exchange implements AutoCloseable {
    private final String queryId;
    private volatile HttpPost request;
    private volatile boolean answered;

    private Exchange(String queryId, HttpPost request) {
      this.queryId = queryId;
      this.request = request;
    }

    void goesOnWith(HttpPost other) {
      HttpPost first = request;
      request = other;
      if (first.isCancelled()) {
        other.cancel();
      }
    }

    /** Its answer has begun. */
    void answered() {
      answered = true;
    }

    void ended() {
      running.remove(queryId, this);
    }

    void kill() {
      StatementKiller.this.kill(List.of(queryId));
      ended();
    }

    @Override
    public void close() {
      if (!answered) {
        ended();
      }
    }
  }

  void kill(List<String> queryIds) {
    boolean mayBeOvertaken = false;
    for (String id : queryIds) {
      Exchange exchange = running.get(id);
      if (exchange != null) {
        mayBeOvertaken |= !exchange.answered;
        exchange.request.cancel();
      }
    }
    if (executor.getQueue().size() >= MOST_WAITING) {
      LOG.info("statements {} are not ended on the server, which does not answer", queryIds);
      return;
    }
    String ids =
        queryIds.stream()
            .flatMap(id -> Stream.of(id, id + SECOND))
            .map(id -> "query_id = " + ClickHouseSql.literal(id))
            .collect(Collectors.joining(" OR "));
    Runnable kill = () -> killNow("KILL QUERY WHERE " + ids + " ASYNC");
    try {
      executor.execute(kill);
      for (int i = 0; mayBeOvertaken && i < AGAIN_MILLIS.length; i++) {
        var unused = executor.schedule(kill, AGAIN_MILLIS[i], TimeUnit.MILLISECONDS);
      }
    } catch (RejectedExecutionException e) {
      LOG.debug("statements {} are not ended, because the client is closed", queryIds, e);
    }
  }

  private void killNow(String sql) {
    try {
      execute.accept(sql);
    } catch (TimestoreException | IllegalStateException e) {
      LOG.info("could not end a statement with {}: {}", sql, e.getMessage());
    }
  }

  /** Waits a little for statements that are being ended. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(WAIT_SECONDS, TimeUnit.SECONDS)) {
        LOG.info("closed before all abandoned statements were ended");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
