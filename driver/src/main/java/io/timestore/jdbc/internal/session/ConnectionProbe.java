package io.timestore.jdbc.internal.session;

import io.timestore.calcite.request.QueryRequest;
import io.timestore.calcite.request.ReadOptions;
import io.timestore.calcite.run.QueryAnswer;
import io.timestore.calcite.run.QueryEngine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out whether a connection works, and ends one that does not. Stateless. */
final class ConnectionProbe {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionProbe.class);

  private static final int MOST_SECONDS = 60;

  private ConnectionProbe() {}

  /**
   * Whether ClickHouse answers in time.
   *
   * @param timeoutSeconds 0 for a limit of a minute
   */
  static boolean answers(QueryEngine engine, int timeoutSeconds) {
    int seconds = timeoutSeconds == 0 ? MOST_SECONDS : timeoutSeconds;
    FutureTask<Boolean> task = new FutureTask<>(() -> ask(engine, seconds));
    Thread thread = new Thread(task, "timestore-is-valid");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("the connection is not valid", e);
      return false;
    } finally {
      task.cancel(true);
    }
  }

  /** Not a statement of the session: a transaction begins with the first one of the caller's. */
  private static boolean ask(QueryEngine engine, int seconds) {
    QueryRequest probe =
        new QueryRequest(
            "SELECT 1",
            null,
            List.of(),
            UUID.randomUUID().toString(),
            Duration.ofSeconds(seconds),
            0,
            ReadOptions.DEFAULT);
    try (QueryAnswer answer = engine.execute(probe)) {
      return answer.next() != null;
    }
  }

  /** Ends what runs, then closes. */
  static void abort(Connection connection, Set<? extends Statement> statements) {
    for (Statement statement : statements) {
      quietly(statement::cancel);
    }
    quietly(connection::close);
  }

  /** A step of an end that goes on whatever happens. */
  private interface Step {
    void run() throws SQLException;
  }

  private static void quietly(Step step) {
    try {
      step.run();
    } catch (SQLException e) {
      LOG.debug("while a connection was aborted", e);
    }
  }
}
