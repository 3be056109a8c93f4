package io.timestore.bench;

import io.timestore.calcite.plan.CompiledPlan;
import io.timestore.calcite.plan.Preparation;
import io.timestore.calcite.plan.SqlPlanner;
import io.timestore.calcite.run.QueryEngine;
import io.timestore.calcite.schema.CatalogSnapshot;
import io.timestore.core.clickhouse.ClickHouse;
import io.timestore.core.hot.HotBuffer;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it takes to plan a statement, and to find a plan that was made before. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class PlanningBenchmark {
  static final String SMALL = "small";
  static final String JOIN = "join";

  private static final int WARM_ROUNDS = 10;
  private static final Map<String, String> OTHERS =
      Map.of(
          SMALL,
          "SELECT l_orderkey, l_quantity FROM lineitem WHERE l_partkey = 17 AND l_shipmode = 'AIR'",
          JOIN,
          "SELECT o_orderkey, SUM(l_quantity) FROM orders JOIN lineitem ON o_orderkey = l_orderkey"
              + " WHERE o_custkey = 17 GROUP BY o_orderkey");

  private static final CatalogSnapshot CATALOG = CatalogSnapshot.of(1, Tpch.catalog());

  private final QueryEngine engine =
      new QueryEngine(
          unused(ClickHouse.class),
          unused(HotBuffer.class),
          Tpch::catalog,
          Duration.ofHours(1),
          Clock.systemUTC());

  /** The statement. */
  @Param({
    SMALL, JOIN, "tpch-01", "tpch-02", "tpch-03", "tpch-04", "tpch-05", "tpch-06", "tpch-07",
    "tpch-08", "tpch-09", "tpch-10", "tpch-11", "tpch-12", "tpch-13", "tpch-14", "tpch-15",
    "tpch-16", "tpch-17", "tpch-18", "tpch-19", "tpch-20", "tpch-21", "tpch-22"
  })
  public String statement = SMALL;

  private String sql = "";
  private int value;

  private static <T> T unused(Class<T> store) {
    Object stub =
        Proxy.newProxyInstance(
            store.getClassLoader(),
            new Class<?>[] {store},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException("planning uses no store: " + method);
            });
    return store.cast(stub);
  }

  /**
   * All statements are planned a few times, once per JVM: in a program that plans, code is warm.
   */
  private static final class Warm {
    static final int STATEMENTS = warmUp();

    private static int warmUp() {
      int planned = 0;
      for (int i = 0; i < WARM_ROUNDS; i++) {
        for (String sql : Tpch.queries().values()) {
          planned += plan(sql).columns().isEmpty() ? 0 : 1;
        }
      }
      return planned;
    }
  }

  @Setup
  public void prepare() {
    Map<String, String> queries = Tpch.queries();
    if (Warm.STATEMENTS < queries.size()) {
      throw new IllegalStateException("only " + Warm.STATEMENTS + " statements were planned");
    }
    String own = OTHERS.get(statement);
    sql = own == null ? queries.getOrDefault(statement, "") : own;
    engine.prepare(sql, Tpch.DATASET);
  }

  private static CompiledPlan plan(String text) {
    return SqlPlanner.compile(
        new SqlPlanner.Request(text, Tpch.DATASET, Map.of()), CATALOG, (sql, scans) -> List.of());
  }

  /** Parse, validate, optimize, write. */
  @Benchmark
  public CompiledPlan uncached() {
    return plan(sql);
  }

  /** The very same text again. */
  @Benchmark
  public Preparation cachedText() {
    return engine.prepare(sql, Tpch.DATASET);
  }

  /** The same statement with another value. */
  @Benchmark
  public Preparation cachedShape() {
    value++;
    return engine.prepare(sql.replace("17", Integer.toString(value)), Tpch.DATASET);
  }
}
