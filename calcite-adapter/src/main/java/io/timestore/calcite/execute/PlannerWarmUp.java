package io.timestore.calcite.execute;

import io.timestore.calcite.plan.SqlPlanner;
import io.timestore.calcite.schema.CatalogSnapshot;
import io.timestore.core.catalog.CatalogReader.DatasetTables;
import io.timestore.core.error.ErrorCode;
import io.timestore.core.error.TimestoreException;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.Table;
import io.timestore.core.model.TableName;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimeWindow;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans a few statements over tables of its own, once per JVM and in the background, so that the
 * statements of a program do not wait for the planner's classes. Connecting and the program's own
 * statements have the processors first (two are busy with them): the warm-up begins when none ran
 * for a while, ends what it does when one begins, and goes on when it is quiet again. Keeps no JVM
 * from ending.
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
          "SELECT 1",
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

  private PlannerWarmUp() {}

  /** The thread starts with the class, so once. */
  private static final class Once {
    static final Thread THREAD = start();

    private static Thread start() {
      Thread thread = new Thread(PlannerWarmUp::run, "timestore-planner-warm-up");
      thread.setDaemon(true);
      thread.start();
      return thread;
    }
  }

  /** Starts the warm-up, unless it was started before; does not wait for it. */
  public static void begin() {
    LOG.trace("warm-up of the planner: {}", Once.THREAD.getName());
  }

  /** A statement of the program begins; call {@link #goOn} when it has run. */
  static void stepAside() {
    RUNNING.incrementAndGet();
  }

  static void goOn() {
    lastRun = System.nanoTime();
    RUNNING.decrementAndGet();
  }

  private static void run() {
    long patience = System.nanoTime() + PATIENCE_NANOS;
    PlanCache plans = plans();
    CatalogSnapshot catalog = catalog();
    try {
      for (String sql : STATEMENTS) {
        do {
          awaitQuiet();
          if (System.nanoTime() > patience) {
            return;
          }
        } while (!plan(sql, plans, catalog));
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
      boolean unused = plan(sql, plans, catalog);
    }
    return plans.statistics();
  }

  /** Whether a statement was planned to its end, be that an error. */
  private static boolean plan(String sql, PlanCache plans, CatalogSnapshot catalog) {
    Runnable check =
        () -> {
          if (RUNNING.get() > 0) {
            throw new TimestoreException(ErrorCode.CANCELED, "a statement of the program began");
          }
        };
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
