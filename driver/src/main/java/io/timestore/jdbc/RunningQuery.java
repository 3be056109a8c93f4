package io.timestore.jdbc;

import io.timestore.calcite.execute.QueryEngine;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A query on its way, which another thread may end. Thread-safe. */
final class RunningQuery {
  private static final int TRIES = 20;
  private static final long PAUSE_MILLIS = 50;

  private final String id = UUID.randomUUID().toString();
  private final CountDownLatch answered = new CountDownLatch(1);
  private volatile boolean canceled;

  String id() {
    return id;
  }

  boolean canceled() {
    return canceled;
  }

  /** The first of its answer is there, or it failed. */
  void answered() {
    answered.countDown();
  }

  /**
   * Ends it. A kill that reaches ClickHouse before the query does ends nothing, so it is repeated
   * until there is an answer.
   */
  void cancel(QueryEngine engine) throws SQLException {
    canceled = true;
    engine.kill(id);
    try {
      for (int i = 0; i < TRIES && !answered.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS); i++) {
        engine.kill(id);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
