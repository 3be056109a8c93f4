package io.timestore.embedded.chdb.http;

import io.timestore.embedded.chdb.engine.Engine;
import io.timestore.embedded.chdb.engine.EngineConnection;
import io.timestore.embedded.chdb.engine.EngineException;
import io.timestore.embedded.chdb.sql.ClickHouseText;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Ends statements whose client has gone away. Safe for use by many threads. */
final class Cancellation {
  private static final long AGAIN_MILLIS = 200;

  private final Engine engine;
  private final ScheduledExecutorService clock;

  Cancellation(Engine engine, ScheduledExecutorService clock) {
    this.engine = engine;
    this.clock = clock;
  }

  /** Kills a statement until it has ended: the first attempt may come before it has begun. */
  void kill(String queryId, BooleanSupplier ended) {
    clock.execute(() -> attempt(queryId, ended));
  }

  private void attempt(String queryId, BooleanSupplier ended) {
    if (ended.getAsBoolean()) {
      return;
    }
    try {
      EngineConnection connection = engine.connection(Map.of());
      try {
        connection.set(Map.of());
        connection.execute(ClickHouseText.killById(queryId));
      } finally {
        engine.discard(connection);
      }
    } catch (EngineException e) {
      System.err.println("could not end statement " + queryId + ": " + e.text());
    }
    var unused = clock.schedule(() -> attempt(queryId, ended), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
  }
}
