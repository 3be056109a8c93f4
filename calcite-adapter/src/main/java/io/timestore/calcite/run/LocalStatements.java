package io.timestore.calcite.run;

import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.clickhouse.ClickHouse;
import io.timestore.core.clickhouse.ClickHouseResult;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The running statements of which ClickHouse computes parts, by their ids. Thread-safe. */
final class LocalStatements {
  private final Map<String, LocalStatement> running = new ConcurrentHashMap<>();

  /** Starts a statement; it can be ended until its answer is closed or read to its end. */
  ClickHouseResult run(String queryId, LocalStatement statement) {
    running.put(queryId, statement);
    ClickHouseResult result;
    try {
      result = statement.run();
    } catch (RuntimeException e) {
      running.remove(queryId, statement);
      throw e;
    }
    return new ClickHouseResult() {
      @Override
      public @Nullable NativeBlock next() {
        return result.next();
      }

      @Override
      public void close() {
        running.remove(queryId, statement);
        result.close();
      }
    };
  }

  /** Ends a statement and what it runs in ClickHouse, if it is one of these. */
  void kill(String queryId, ClickHouse clickHouse) {
    LocalStatement statement = running.get(queryId);
    if (statement == null) {
      return;
    }
    statement.cancel();
    clickHouse.kill(
        IntStream.range(0, statement.parts())
            .mapToObj(part -> LocalStatement.partId(queryId, part))
            .toList());
  }
}
