package io.timestore.verify;

import io.timestore.calcite.execute.QueryAnswer;
import io.timestore.calcite.execute.QueryEngine;
import io.timestore.calcite.execute.QueryRequest;
import io.timestore.core.block.Block;
import io.timestore.core.block.BlockBuilder;
import io.timestore.core.block.ColumnVector;
import io.timestore.core.block.NativeBlock;
import io.timestore.core.catalog.CatalogConfig;
import io.timestore.core.catalog.CatalogDatabase;
import io.timestore.core.catalog.PostgresCatalog;
import io.timestore.core.clickhouse.ClickHouseEndpoint;
import io.timestore.core.clickhouse.HttpClickHouse;
import io.timestore.core.hot.HotBlock;
import io.timestore.core.hot.HotBuffer;
import io.timestore.core.hot.HotBufferConfig;
import io.timestore.core.hot.LaneCapture;
import io.timestore.core.hot.LaneState;
import io.timestore.core.hot.RedisHotBuffer;
import io.timestore.core.model.TableSchema;
import io.timestore.verify.History.Seen;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A reader that breaks the protocol: a query engine over a hot buffer that lies. For one thread.
 */
final class MutatedReader implements AutoCloseable {
  private static final String SQL =
      "SELECT writer, COUNT(*), COUNT(DISTINCT n), MIN(n), MAX(n), SUM(n), SUM(v) FROM verify.records"
          + " GROUP BY writer";

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
    HotBuffer lying =
        mutation == Mutation.SKIP_GENERATION_CHECK
            ? changed(MutatedReader::withoutGeneration)
            : changed(MutatedReader::splitByTime);
    this.engine =
        new QueryEngine(
            clickHouse,
            lying,
            new PostgresCatalog(catalog),
            Duration.ofSeconds(5),
            Clock.systemUTC());
  }

  private interface Lie {
    Object tell(Object answer);
  }

  private HotBuffer changed(Lie lie) {
    return (HotBuffer)
        Proxy.newProxyInstance(
            HotBuffer.class.getClassLoader(),
            new Class<?>[] {HotBuffer.class},
            (proxy, method, arguments) -> {
              try {
                Object answer = method.invoke(redis, arguments);
                return answer instanceof List<?> list
                    ? list.stream().map(lie::tell).toList()
                    : answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** Every lane looks as if nothing was ever inserted. */
  private static Object withoutGeneration(Object answer) {
    if (answer instanceof LaneCapture capture) {
      return new LaneCapture(calm(capture.state()), capture.newBlocks());
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
        s.flushWanted());
  }

  /**
   * Of the tail only what is younger than the oldest possible boundary counts: blocks whose rows
   * are older than most look flushed.
   */
  private static Object splitByTime(Object answer) {
    if (!(answer instanceof LaneCapture capture) || capture.newBlocks().size() < 2) {
      return answer;
    }
    long newest =
        capture.newBlocks().stream()
            .mapToLong(b -> b.block().header().maxTimeNanos())
            .max()
            .orElse(Long.MIN_VALUE);
    List<HotBlock> blocks = new ArrayList<>();
    for (HotBlock b : capture.newBlocks()) {
      boolean late = b.block().header().maxTimeNanos() < newest;
      blocks.add(late ? new HotBlock(b.sequence(), empty(b.block())) : b);
    }
    return new LaneCapture(capture.state(), blocks);
  }

  private static Block empty(Block block) {
    TableSchema schema =
        new TableSchema(
            block.header().schemaVersion(),
            List.of(
                new io.timestore.core.model.Field(
                    "timestamp", io.timestore.core.model.FieldType.timestamp(6)),
                integer("writer"),
                integer("n"),
                integer("v")),
            "timestamp");
    return new BlockBuilder(schema, block.header().partitionKey(), block.header().window(), 0)
        .build();
  }

  private static io.timestore.core.model.Field integer(String name) {
    return new io.timestore.core.model.Field(
        name, io.timestore.core.model.FieldType.parse("integer"));
  }

  /** Asks once. */
  void read() {
    long began = System.nanoTime();
    try (QueryAnswer answer =
        engine.execute(
            new QueryRequest(SQL, null, List.of(), UUID.randomUUID().toString(), null, 0, null))) {
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
