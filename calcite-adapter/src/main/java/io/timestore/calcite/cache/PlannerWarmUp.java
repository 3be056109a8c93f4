package io.timestore.calcite.cache;

import io.timestore.calcite.plan.SqlPlanner;
import io.timestore.calcite.schema.CatalogSnapshot;
import io.timestore.core.catalog.CatalogReader.DatasetTables;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.Table;
import io.timestore.core.model.TableName;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimeWindow;
import io.timestore.core.model.TimestoreException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans a few statements over tables of its own, once per JVM and in the background, so that the
 * statements of a program do not wait for the planner's classes. The first one is planned while the
 * program connects and its stores are contacted; a statement of the program waits for it, because
 * two threads that load the same classes get in each other's way. For the others the program's own
 * statements have the processors first: they begin when none ran for a while, end when one begins,
 * and go on when it is quiet again. Keeps no JVM from ending.
 */
public final class PlannerWarmUp {
  private static final Logger LOG = LoggerFactory.getLogger(PlannerWarmUp.class);
  private static final String DATASET = "warm_up";
  private static final long QUIET_NANOS = 300_000_000;

  /** A program that is never quiet for so long has warmed up by itself. */
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  /** From what every statement needs to what many need: an own statement may come at any time. */
  private static final List<String> STATEMENTS =
      List.of(
          "SELECT k, COUNT(*) AS c FROM a GROUP BY k ORDER BY c DESC LIMIT 10",
          "SELECT * FROM a WHERE t >= TIMESTAMP '2001-01-01 00:00:00' ORDER BY t DESC LIMIT 10",
          "SELECT k, COUNT(*) AS c, SUM(n), AVG(x), MAX(t) FROM a WHERE n > 5 AND k = 'a'"
              + " GROUP BY k HAVING COUNT(*) > 1 ORDER BY c DESC",
          "SELECT FLOOR(t TO HOUR) AS h, COUNT(DISTINCT k) FROM a WHERE k IN ('a', 'b')"
              + " GROUP BY FLOOR(t TO HOUR) ORDER BY h",
          "SELECT l.k, r.n + 1, CASE WHEN l.x > 1.5 THEN 'a' ELSE r.k END FROM a AS l LEFT JOIN b"
              + " AS r ON l.k = r.k WHERE l.t BETWEEN r.t AND TIMESTAMP '2001-01-02 00:00:00'",
          "WITH d AS (SELECT CAST(t AS DATE) AS d, COUNT(*) AS c FROM a GROUP BY CAST(t AS DATE))"
              + " SELECT d, SUM(c) OVER (ORDER BY d) FROM d WHERE c > (SELECT AVG(n) FROM b)"
              + " UNION ALL SELECT CAST(t AS DATE), n FROM b WHERE EXISTS (SELECT 1 FROM a)");

  private static final AtomicInteger RUNNING = new AtomicInteger();
  private static volatile long lastRun = System.nanoTime();

  /** Is counted down when the first statement is planned; null before the warm-up begins. */
  static volatile @Nullable CountDownLatch first;

  private PlannerWarmUp() {}

  /** The thread starts with the class, so once. */
  private static final class Once {
    static final Thread THREAD = start();

    private static Thread start() {
      CountDownLatch planned = new CountDownLatch(1);
      first = planned;
      Thread thread = new Thread(() -> run(planned), "timestore-planner-warm-up");
      thread.setDaemon(true);
      thread.start();
      return thread;
    }
  }

  /** Starts the warm-up, unless it was started before; does not wait for it. */
  public static void begin() {
    LOG.trace("warm-up of the planner: {}", Once.THREAD.getName());
  }

  /**
   * A statement of the program begins; call {@link #goOn} when it has run. Waits for the first
   * statement of a warm-up that has begun.
   */
  public static void stepAside() {
    RUNNING.incrementAndGet();
    CountDownLatch planned = first;
    if (planned != null) {
      try {
        planned.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  public static void goOn() {
    lastRun = System.nanoTime();
    RUNNING.decrementAndGet();
  }

  private static void run(CountDownLatch planned) {
    long patience = System.nanoTime() + PATIENCE_NANOS;
    PlanCache plans = plans();
    CatalogSnapshot catalog = catalog();
    try {
      boolean whole = plan(STATEMENTS.get(0), plans, catalog, () -> {});
      LOG.trace("the first statement was planned to its end: {}", whole);
    } finally {
      planned.countDown();
    }
    try {
      for (String sql : STATEMENTS.subList(1, STATEMENTS.size())) {
        do {
          awaitQuiet();
          if (System.nanoTime() > patience) {
            return;
          }
        } while (!plan(sql, plans, catalog, PlannerWarmUp::endForOthers));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitQuiet() throws InterruptedException {
    long quiet = quietNanos();
    while (quiet < QUIET_NANOS) {
      TimeUnit.NANOSECONDS.sleep(QUIET_NANOS - quiet);
      quiet = quietNanos();
    }
  }

  private static long quietNanos() {
    return RUNNING.get() > 0 ? 0 : System.nanoTime() - lastRun;
  }

  /** Plans every statement; answers what became of them. */
  static PlanCacheStatistics plan() {
    PlanCache plans = plans();
    CatalogSnapshot catalog = catalog();
    for (String sql : STATEMENTS) {
      boolean unused = plan(sql, plans, catalog, PlannerWarmUp::endForOthers);
    }
    return plans.statistics();
  }

  /** Whether a statement was planned to its end, be that an error. */
  private static boolean plan(
      String sql, PlanCache plans, CatalogSnapshot catalog, Runnable check) {
    try {
      plans.get(new SqlPlanner.Request(sql, DATASET, Map.of()), catalog, check);
    } catch (TimestoreException e) {
      if (e.code() == ErrorCode.CANCELED) {
        return false;
      }
      LOG.warn("the warm-up of the planner could not plan {}", sql, e);
    }
    return true;
  }

  private static void endForOthers() {
    if (RUNNING.get() > 0) {
      throw new TimestoreException(ErrorCode.CANCELED, "a statement of the program began");
    }
  }

  private static PlanCache plans() {
    return new PlanCache(STATEMENTS.size(), (template, scans) -> List.of());
  }

  private static CatalogSnapshot catalog() {
    return CatalogSnapshot.of(
        1,
        List.of(new DatasetTables(DATASET, DATASET, "a", List.of(table(1, "a"), table(2, "b")))));
  }

  private static Table table(long id, String name) {
    TableSchema schema =
        new TableSchema(
            1,
            List.of(
                new Field("t", FieldType.parse("timestamp")),
                new Field("n", FieldType.parse("integer")),
                new Field("x", FieldType.parse("double")),
                new Field("k", FieldType.parse("keyword"))),
            "t");
    return new Table(
        id, DATASET, new TableName(DATASET, name), schema, TimeWindow.MONTH, DATASET, name, 1);
  }
}
