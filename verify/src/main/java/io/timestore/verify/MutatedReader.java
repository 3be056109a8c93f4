package io.timestore.verify;

import io.timestore.calcite.request.MergeStrategy;
import io.timestore.calcite.request.QueryRequest;
import io.timestore.calcite.request.ReadOptions;
import io.timestore.calcite.run.QueryAnswer;
import io.timestore.calcite.run.QueryEngine;
import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.block.vector.ColumnVector;
import io.timestore.core.catalog.postgres.CatalogConfig;
import io.timestore.core.catalog.postgres.CatalogDatabase;
import io.timestore.core.catalog.postgres.PostgresCatalog;
import io.timestore.core.clickhouse.ClickHouse;
import io.timestore.core.clickhouse.ClickHouseEndpoint;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.clickhouse.HttpClickHouse;
import io.timestore.core.hot.HotBuffer;
import io.timestore.core.hot.LaneCapture;
import io.timestore.core.hot.LaneState;
import io.timestore.core.hot.redis.HotBufferConfig;
import io.timestore.core.hot.redis.RedisHotBuffer;
import io.timestore.verify.check.History;
import io.timestore.verify.check.History.Seen;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A reader that breaks the protocol: a query engine over a hot buffer that lies. For one thread.
 */
final class MutatedReader implements AutoCloseable {
  private static final String SQL =
      "SELECT writer, COUNT(*), COUNT(DISTINCT n), MIN(n), MAX(n), SUM(n), SUM(v),"
          + " MAX(\"timestamp\") FROM verify.records GROUP BY writer";

  private static final Pattern COLD = Pattern.compile("FROM (`[^`]+`\\.`[^`]+`)");

  private final History history;
  private final HttpClickHouse clickHouse;
  private final RedisHotBuffer redis;
  private final CatalogDatabase catalog;
  private final QueryEngine engine;

  MutatedReader(Cluster cluster, History history, Mutation mutation) {
    this.history = history;
    this.clickHouse =
        new HttpClickHouse(
            new ClickHouseEndpoint(URI.create(cluster.clickHouseForReaders()), "default", ""));
    this.redis = new RedisHotBuffer(HotBufferConfig.of(cluster.redisForReaders()));
    this.catalog =
        new CatalogDatabase(
            CatalogConfig.of(
                cluster.catalogForReaders(),
                cluster.stack().catalogUser(),
                cluster.stack().catalogPassword()));
    boolean byTime = mutation == Mutation.EVENT_TIME_WATERMARK;
    this.engine =
        new QueryEngine(
            byTime ? splitByTime() : clickHouse,
            byTime ? redis : withoutGeneration(),
            new PostgresCatalog(catalog),
            Duration.ofSeconds(5),
            Clock.systemUTC());
  }

  private static <T> T changed(
      Class<T> type, T real, UnaryOperator<Object> before, UnaryOperator<Object> after) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                Object[] changed =
                    arguments == null ? null : Arrays.stream(arguments).map(before).toArray();
                Object answer = method.invoke(real, changed);
                return answer instanceof List<?> list ? list.stream().map(after).toList() : answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private HotBuffer withoutGeneration() {
    return changed(HotBuffer.class, redis, a -> a, MutatedReader::withoutGeneration);
  }

  /** Of the tail only what is younger than everything flushed counts. */
  private ClickHouse splitByTime() {
    return changed(
        ClickHouse.class,
        clickHouse,
        a -> a instanceof ClickHouseStatement s ? splitByTime(s) : a,
        answer -> answer);
  }

  private static ClickHouseStatement splitByTime(ClickHouseStatement s) {
    Matcher cold = COLD.matcher(s.sql());
    if (!cold.find()) {
      return s;
    }
    String sql =
        s.sql()
            .replace(
                "FROM timestore_tail_0",
                "FROM timestore_tail_0 WHERE `timestamp` > (SELECT max(`timestamp`) FROM "
                    + cold.group(1)
                    + ")");
    return new ClickHouseStatement(
        sql, s.settings(), s.parameters(), s.external(), s.queryId(), s.timeout());
  }

  /** Every lane looks as if nothing was ever inserted. */
  private static Object withoutGeneration(Object answer) {
    if (answer instanceof LaneCapture capture) {
      return new LaneCapture(
          calm(capture.state()), capture.newBlocks(), capture.run(), capture.cut());
    }
    return answer instanceof LaneState state ? calm(state) : answer;
  }

  private static LaneState calm(LaneState s) {
    return new LaneState(
        s.lastSequence(),
        s.watermark(),
        0,
        false,
        s.schemaVersion(),
        s.trimmedUpTo(),
        s.rows(),
        s.bytes(),
        s.lanes(),
        s.flushWanted(),
        s.bounds());
  }

  /** Asks once. */
  void read() {
    long began = System.nanoTime();
    try (QueryAnswer answer =
        engine.execute(
            new QueryRequest(
                SQL,
                null,
                List.of(),
                UUID.randomUUID().toString(),
                null,
                0,
                ReadOptions.DEFAULT.withStrategy(MergeStrategy.SHIP_TAIL)))) {
      List<Seen> writers = new ArrayList<>();
      for (@Nullable NativeBlock b = answer.next(); b != null; b = answer.next()) {
        for (int row = 0; row < b.rows(); row++) {
          List<ColumnVector> c = b.columns();
          writers.add(
              new Seen(
                  (int) c.get(0).getLong(row),
                  c.get(1).getLong(row),
                  c.get(2).getLong(row),
                  c.get(3).getLong(row),
                  c.get(4).getLong(row),
                  c.get(5).getLong(row),
                  c.get(6).getLong(row)));
        }
      }
      history.read(new History.Read(began, System.nanoTime(), "mutated", writers));
    }
  }

  @Override
  public void close() {
    clickHouse.close();
    redis.close();
    catalog.close();
  }
}
