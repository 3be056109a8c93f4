package io.timestore.jdbc.internal.session;

import io.timestore.calcite.request.StatementControl;
import io.timestore.calcite.run.QueryEngine;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A query on its way, which another thread may end. Thread-safe. */
final class RunningQuery {
  private static final int TRIES = 20;
  private static final long PAUSE_MILLIS = 50;

  private final QueryEngine engine;
  private final StatementControl control;
  private final CountDownLatch answered = new CountDownLatch(1);

  RunningQuery(QueryEngine engine, @Nullable Duration timeout) {
    this.engine = engine;
    this.control = new StatementControl(UUID.randomUUID().toString(), timeout);
  }

  StatementControl control() {
    return control;
  }

  /** Told that the first of its answer is there, or that it failed. */
  void answered() {
    answered.countDown();
  }

  /** Whether the first of its answer is there, or it failed. */
  boolean isAnswered() {
    return answered.getCount() == 0;
  }

  /**
   * Ends it. A kill that comes between two steps of the statement ends nothing, so it is repeated
   * until there is an answer.
   */
  void cancel() {
    control.cancel();
    engine.kill(control.queryId());
    try {
      for (int i = 0; i < TRIES && !answered.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS); i++) {
        engine.kill(control.queryId());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
