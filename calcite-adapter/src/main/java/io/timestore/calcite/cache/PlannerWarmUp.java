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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans a few statements over tables of its own, once per JVM and in the background, so that the
 * statements of a program find the planner's classes loaded. No statement waits for it: it stops
 * where a statement of the program begins, and goes on with the next one when that has run. It
 * plans for a second at most, whatever becomes of its statements, and ends after {@link #PATIENCE}.
 * Its thread has the lowest priority and keeps no JVM from ending; where none can be started there
 * is no warm-up. Thread-safe.
 */
public final class PlannerWarmUp {
  /** The one of the JVM. */
  public static final PlannerWarmUp OF_JVM =
      new PlannerWarmUp(run -> new Thread(run, "timestore-planner-warm-up"), Duration.ofSeconds(1));

  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(PlannerWarmUp.class);
  private static final String DATASET = "warm_up";
  private static final long PAUSE_MILLIS = 100;

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

  private final ThreadFactory threads;
  private final long budgetNanos;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final AtomicInteger running = new AtomicInteger();
  private final PlanCache plans = plans();
  private final CatalogSnapshot catalog = catalog();

  /** Time that was spent on planning; of one thread, so at least its processor time. */
  private volatile long spentNanos;

  /**
   * @param budget for how long statements are planned
   */
  PlannerWarmUp(ThreadFactory threads, Duration budget) {
    this.threads = threads;
    this.budgetNanos = budget.toNanos();
  }

  /**
   * Starts the warm-up, unless it was started before; does not wait for it. That others go first is
   * a hint to the scheduler; nothing relies on it.
   */
  @SuppressWarnings("ThreadPriorityCheck")
  public void begin() {
    if (begun.compareAndSet(false, true)) {
      try {
        Thread thread = threads.newThread(this::run);
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
      } catch (OutOfMemoryError e) {
        LOG.warn("the planner is not warmed up: no thread can be started", e);
      }
    }
  }

  /** A statement of the program begins; call {@link #goOn} when it has run. Never waits. */
  public void stepAside() {
    running.incrementAndGet();
  }

  public void goOn() {
    running.decrementAndGet();
  }

  private void run() {
    long began = System.nanoTime();
    try {
      for (String sql : STATEMENTS) {
        while (running.get() > 0) {
          Thread.sleep(PAUSE_MILLIS);
          if (System.nanoTime() - began > PATIENCE.toNanos()) {
            return;
          }
        }
        if (spentNanos >= budgetNanos) {
          return;
        }
        plan(sql);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void plan(String sql) {
    long before = spentNanos;
    long start = System.nanoTime();
    try {
      plans.get(
          new SqlPlanner.Request(sql, DATASET, Map.of()),
          catalog,
          () -> {
            if (running.get() > 0 || before + System.nanoTime() - start > budgetNanos) {
              throw new TimestoreException(ErrorCode.CANCELED, "the warm-up steps aside");
            }
          });
    } catch (TimestoreException e) {
      if (e.code() != ErrorCode.CANCELED) {
        LOG.warn("the warm-up of the planner could not plan {}", sql, e);
      }
    }
    spentNanos = before + System.nanoTime() - start;
  }

  /** What became of its statements. */
  PlanCacheStatistics statistics() {
    return plans.statistics();
  }

  /** For how long it has planned. */
  Duration spent() {
    return Duration.ofNanos(spentNanos);
  }

  private static PlanCache plans() {
    return new PlanCache((template, scans) -> List.of());
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
