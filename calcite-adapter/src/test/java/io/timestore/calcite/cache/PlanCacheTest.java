package io.timestore.calcite.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.calcite.plan.CompiledPlan;
import io.timestore.calcite.plan.SqlPlanner;
import io.timestore.calcite.plan.UntypedParameterException;
import io.timestore.calcite.schema.CatalogSnapshot;
import io.timestore.calcite.sql.NativeColumn;
import io.timestore.core.catalog.CatalogReader.DatasetTables;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.Table;
import io.timestore.core.model.TableName;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimeWindow;
import io.timestore.core.model.TimestoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Plans are kept for as long as they are right, and no longer. */
final class PlanCacheTest {
  private final PlanCache cache = new PlanCache((sql, tables) -> List.of());
  private final CatalogSnapshot catalog = snapshot(1, dataset("flights", "records", "x", "y"));

  private static CatalogSnapshot snapshot(long version, DatasetTables... datasets) {
    return CatalogSnapshot.of(version, List.of(datasets));
  }

  private static DatasetTables dataset(String slug, String table, String... columns) {
    List<Field> fields = new ArrayList<>();
    for (String column : columns) {
      fields.add(new Field(column, FieldType.parse(column.equals("y") ? "keyword" : "integer")));
    }
    TableSchema schema = new TableSchema(columns.length, fields, null);
    TableName name = new TableName(slug, table);
    Table only = new Table(slug.hashCode(), "d", name, schema, TimeWindow.MONTH, "db", slug, 1);
    return new DatasetTables("id-" + slug, slug, table, List.of(only));
  }

  private PlanCache.Known plan(String sql, CatalogSnapshot in) {
    return plan(sql, null, in);
  }

  private PlanCache.Known plan(String sql, @Nullable String schema, CatalogSnapshot in) {
    return cache.get(new SqlPlanner.Request(sql, schema, Map.of()), in, () -> {});
  }

  private CompiledPlan compiled(String sql, CatalogSnapshot in) {
    return plan(sql, in).plan().plan();
  }

  @Test
  void statementsThatDifferInValuesShareAPlan() {
    PlanCache.Known one = plan("SELECT x FROM flights WHERE x > 5 AND y = 'a'", catalog);
    PlanCache.Known two = plan("select x from flights\n where x>6 and y='it''s'", catalog);
    assertThat(two.plan().plan()).isSameAs(one.plan().plan());
    assertThat(one.values()).containsExactly(5L, "a");
    assertThat(two.values()).containsExactly(6L, "it's");
    assertThat(cache.statistics())
        .extracting("hits", "misses", "plans")
        .containsExactly(1L, 1L, 1L);
  }

  @Test
  void literalsThatMayMatterStay() {
    for (String sql :
        List.of(
            "SELECT x + 5 FROM flights",
            "SELECT x FROM flights LIMIT 5",
            "SELECT x FROM flights ORDER BY x + 5",
            "SELECT x + 5, COUNT(*) FROM flights GROUP BY x + 5",
            "SELECT COUNT(*) FROM flights HAVING COUNT(*) > 5",
            "SELECT x FROM flights WHERE x + 5 > 5",
            "SELECT x FROM flights WHERE x IN (5, 6)",
            "SELECT x FROM flights WHERE y LIKE '5%'",
            "SELECT x FROM flights WHERE y > 5",
            "SELECT x FROM flights WHERE y BETWEEN 5 AND 'a'",
            "SELECT x FROM flights WHERE x > 5.5",
            "SELECT x FROM flights WHERE CASE WHEN x = 5 THEN TRUE END",
            "SELECT x = 5 FROM flights")) {
      assertThat(plan(sql, catalog).values()).as(sql).isEmpty();
      assertThat(compiled(sql.replace('5', '7'), catalog))
          .as(sql)
          .isNotSameAs(compiled(sql, catalog));
    }
  }

  @Test
  void onlySomeLiteralsOfAStatementAreLifted() {
    PlanCache.Known one = plan("SELECT x, 3 FROM flights WHERE x > 5 AND x > 5.5", catalog);
    assertThat(one.values()).containsExactly(5L);
    assertThat(compiled("SELECT x, 3 FROM flights WHERE x > 9 AND x > 5.5", catalog))
        .isSameAs(one.plan().plan());
    assertThat(compiled("SELECT x, 4 FROM flights WHERE x > 9 AND x > 5.5", catalog))
        .isNotSameAs(one.plan().plan());
  }

  @Test
  void aChangedSchemaMakesANewPlan() {
    CompiledPlan before = compiled("SELECT * FROM flights", catalog);
    CatalogSnapshot wider = snapshot(2, dataset("flights", "records", "x", "y", "z"));
    assertThat(compiled("SELECT * FROM flights", wider).columns()).hasSize(3);
    assertThat(compiled("SELECT * FROM flights", wider)).isNotSameAs(before);
  }

  @Test
  void anUnrelatedTableKeepsThePlan() {
    CompiledPlan before = compiled("SELECT * FROM flights", catalog);
    CatalogSnapshot more =
        snapshot(2, dataset("flights", "records", "x", "y"), dataset("weather", "records", "x"));
    assertThat(compiled("SELECT * FROM flights", more)).isSameAs(before);
    assertThat(cache.statistics().misses()).isEqualTo(1);
  }

  @Test
  void aNewTableThatTheNameNowMeansMakesANewPlan() {
    CatalogSnapshot two =
        snapshot(1, dataset("flights", "records", "x", "y"), dataset("s", "other", "z"));
    String sql = "SELECT * FROM flights";
    assertThat(plan(sql, "s", two).plan().plan().columns()).hasSize(2);
    CatalogSnapshot shadowed =
        snapshot(2, dataset("flights", "records", "x", "y"), dataset("s", "flights", "z"));
    assertThat(plan(sql, "s", shadowed).plan().plan().columns()).hasSize(1);
  }

  @Test
  void sessionsWithAnotherSchemaHaveAnotherPlan() {
    CatalogSnapshot two =
        snapshot(1, dataset("flights", "records", "x", "y"), dataset("weather", "records", "z"));
    assertThat(plan("SELECT * FROM records", "flights", two).plan().plan().columns()).hasSize(2);
    assertThat(plan("SELECT * FROM records", "weather", two).plan().plan().columns()).hasSize(1);
  }

  @Test
  void thatAStatementNeedsTypesIsKnownToo() {
    for (int i = 0; i < 2; i++) {
      PlanCache.Known known = plan("SELECT ?", catalog);
      assertThatThrownBy(() -> known.plan().plan()).isInstanceOf(UntypedParameterException.class);
    }
    assertThat(cache.statistics().misses()).isEqualTo(1);
  }

  @Test
  void errorsTellThePlaceInTheStatementThatWasWritten() {
    String shared = "SELECT x FROM flights WHERE x > 5";
    assertThat(compiled(shared, catalog).parameters()).hasSize(1);
    assertThatThrownBy(() -> plan("SELECT  x FROM flights WHERE  q > 5", catalog))
        .isInstanceOf(TimestoreException.class)
        .hasMessageContaining("line 1, column 31");
  }

  @Test
  void theLeastRecentlyUsedGoesFirst() {
    PlanCache small = new PlanCache(3L << 20, (sql, tables) -> List.of(), true);
    CompiledPlan first = plan(small, "SELECT x AS c0 FROM flights");
    for (int i = 1; i < 40; i++) {
      plan(small, "SELECT x AS c" + i + " FROM flights");
      assertThat(plan(small, "SELECT x AS c0  FROM flights" + " ".repeat(i))).isSameAs(first);
    }
    assertThat(small.statistics().evictions()).isPositive();
    assertThat(small.statistics().plans() + small.statistics().evictions()).isEqualTo(40);
  }

  private CompiledPlan plan(PlanCache in, String sql) {
    return in.get(new SqlPlanner.Request(sql, null, Map.of()), catalog, () -> {}).plan().plan();
  }

  @Test
  void allThatIsKeptIsBoundedInBytes() {
    long most = 3L << 20;
    PlanCache small = new PlanCache(most, (sql, tables) -> List.of(), true);
    long peak = 0;
    for (int i = 0; i < 60; i++) {
      plan(small, "SELECT x FROM flights WHERE y = '" + "v".repeat(50_000) + i + "'");
      plan(small, "SELECT x AS c" + i + ", '" + "w".repeat(i * 50) + "' FROM flights");
      assertThat(small.statistics().bytes()).isLessThanOrEqualTo(most);
      peak = Math.max(peak, small.statistics().bytes());
    }
    assertThat(peak).isGreaterThan(most / 2);
    assertThat(small.statistics().mostBytes()).isEqualTo(most);
    assertThat(plan(small, "SELECT '" + "z".repeat(4 << 20) + "'").columns()).hasSize(1);
    assertThat(small.statistics().bytes()).isLessThanOrEqualTo(most);
  }

  @ParameterizedTest
  @MethodSource("pairsOfOtherMeaning")
  void textsOfOtherMeaningHaveOtherPlans(String one, String other) {
    CompiledPlan first = compiledOrNull(one);
    CompiledPlan second = compiledOrNull(other);
    assertThat(first == null && second == null).isFalse();
    assertThat(second).isNotSameAs(first);
  }

  /** Pairs that a key which is made from text, or from a careless text of a tree, may confuse. */
  static Stream<Arguments> pairsOfOtherMeaning() {
    String count = "SELECT COUNT(*) FROM flights WHERE x = 1 ";
    return Stream.of(
        Arguments.of(count + "--a\nAND x = 2", count + "--a AND x = 2"),
        Arguments.of(count + "/* a */ AND x = 2", count + "/* a AND x = 2 */"),
        Arguments.of("SELECT E'a\\' -- '", "SELECT 'a\\' -- '"),
        Arguments.of("SELECT 'a''b'", "SELECT 'a' 'b'"),
        Arguments.of("SELECT x FROM flights", "SELECT X AS \"X\" FROM flights"),
        Arguments.of("SELECT current_date", "SELECT \"current_date\" FROM flights"),
        Arguments.of("SELECT x - (1 - 2) FROM flights", "SELECT x - 1 - 2 FROM flights"),
        Arguments.of(
            "SELECT NOT (x = 1 AND x = 2) FROM flights",
            "SELECT (NOT x = 1) AND x = 2 FROM flights"),
        Arguments.of("SELECT 1.0", "SELECT 1.00"),
        Arguments.of("SELECT 1e0", "SELECT 1"),
        Arguments.of("SELECT .5", "SELECT 0.50"),
        Arguments.of("SELECT '1'", "SELECT 1"),
        Arguments.of(
            "SELECT x FROM flights LIMIT ? OFFSET ?", "SELECT x FROM flights OFFSET ? LIMIT ?"),
        Arguments.of(
            "SELECT x FROM flights WHERE x > 1 AND y = '?0'",
            "SELECT x FROM flights WHERE x > 1 AND y = y"),
        Arguments.of(
            "SELECT x FROM flights WHERE y = '_seq'", "SELECT _seq FROM flights WHERE y = 'a'"),
        Arguments.of("SELECT DATE '2001-01-01'", "SELECT '2001-01-01'"),
        Arguments.of("SELECT INTERVAL '1' DAY", "SELECT INTERVAL '1' HOUR"),
        Arguments.of(
            "SELECT x FROM flights ORDER BY x NULLS FIRST",
            "SELECT x FROM flights ORDER BY x NULLS LAST"),
        Arguments.of(
            "SELECT SUM(x) OVER (ORDER BY x ROWS 1 PRECEDING) FROM flights",
            "SELECT SUM(x) OVER (ORDER BY x RANGE 1 PRECEDING) FROM flights"),
        Arguments.of("SELECT COUNT(x) FROM flights", "SELECT COUNT(DISTINCT x) FROM flights"),
        Arguments.of(
            "SELECT x FROM flights UNION SELECT x FROM flights",
            "SELECT x FROM flights UNION ALL SELECT x FROM flights"),
        Arguments.of(
            "SELECT CAST(x AS DECIMAL(10, 2)) FROM flights",
            "SELECT CAST(x AS DECIMAL(10, 3)) FROM flights"));
  }

  private @Nullable CompiledPlan compiledOrNull(String sql) {
    try {
      return compiled(sql, catalog);
    } catch (TimestoreException | UntypedParameterException e) {
      return null;
    }
  }

  @Test
  void textsOfOneTreeShareAPlan() {
    CompiledPlan plan =
        compiled("SELECT x, COUNT(*) AS c FROM flights WHERE x > 1 GROUP BY x", catalog);
    for (String sql :
        List.of(
            "select x, count(*) as c from flights where x > 2 group by x",
            "SELECT x,COUNT(*) AS c FROM flights -- a comment\n WHERE x>3 GROUP BY x;",
            "SELECT x, COUNT(*) c FROM /* a\n comment */ flights WHERE (x > 4) GROUP BY x")) {
      assertThat(compiled(sql, catalog)).as(sql).isSameAs(plan);
    }
  }

  @Test
  void threadsThatWantTheSamePlanMakeItOnce() throws InterruptedException, ExecutionException {
    int threads = 4;
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<CompiledPlan>> tasks = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        String sql = "SELECT y, COUNT(*) FROM flights WHERE x = " + i + " GROUP BY y";
        tasks.add(
            () -> {
              start.await();
              return compiled(sql, catalog);
            });
      }
      List<CompiledPlan> plans = new ArrayList<>();
      for (Future<CompiledPlan> made : pool.invokeAll(tasks)) {
        plans.add(made.get());
      }
      assertThat(plans).allSatisfy(plan -> assertThat(plan).isSameAs(plans.get(0)));
      assertThat(cache.statistics().misses()).isEqualTo(1);
    } finally {
      pool.shutdownNow();
    }
  }

  private static final String NATIVE = "SELECT a FROM TABLE(clickhouse.query('SELECT 1 AS a'))";

  private static void end() {
    throw new TimestoreException(ErrorCode.CANCELED, "ended");
  }

  private static PlanCache.Known planNative(PlanCache cache, CatalogSnapshot in, Runnable check) {
    return cache.get(new SqlPlanner.Request(NATIVE, null, Map.of()), in, check);
  }

  @Test
  void aStatementThatIsCanceledWhileItIsPlannedEnds() {
    AtomicBoolean canceled = new AtomicBoolean();
    PlanCache ended =
        new PlanCache(
            (sql, tables) -> {
              canceled.set(true);
              return List.of(new NativeColumn("a", "UInt8"));
            });
    Runnable check =
        () -> {
          if (canceled.get()) {
            end();
          }
        };
    assertThatThrownBy(() -> planNative(ended, catalog, check)).hasMessage("ended");
    assertThat(planNative(ended, catalog, () -> {}).plan().plan().columns()).hasSize(1);
  }

  @Test
  void aStatementThatIsCanceledDoesNotWaitForAPlan() throws Exception {
    CountDownLatch planning = new CountDownLatch(1);
    CountDownLatch ready = new CountDownLatch(1);
    PlanCache held =
        new PlanCache(
            (sql, tables) -> {
              planning.countDown();
              try {
                ready.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return List.of(new NativeColumn("a", "UInt8"));
            });
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      Future<PlanCache.Known> first = pool.submit(() -> planNative(held, catalog, () -> {}));
      planning.await();
      assertThatThrownBy(() -> planNative(held, catalog, PlanCacheTest::end)).hasMessage("ended");
      assertThat(first.isDone()).isFalse();
      ready.countDown();
      assertThat(first.get().plan().plan().columns()).hasSize(1);
    } finally {
      ready.countDown();
      pool.shutdownNow();
    }
  }
}
