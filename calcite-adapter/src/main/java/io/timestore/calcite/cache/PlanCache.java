package io.timestore.calcite.cache;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.util.concurrent.Striped;
import io.timestore.calcite.plan.SqlPlanner;
import io.timestore.calcite.plan.UntypedParameterException;
import io.timestore.calcite.schema.CatalogSnapshot;
import io.timestore.calcite.sql.NativeQuery;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * Plans by statement and session options. A statement whose very text was planned before is not
 * even read; another text of the same shape, with other values where literals became parameters,
 * uses the same plan. A plan is used only in a catalog in which it would be made again. Threads
 * that want the same plan make it once. The least recently used goes first. Thread-safe.
 */
final class PlanCache {
  /** A longer statement counts for several. */
  private static final int CHARS = 4_096;

  private static final int TEXTS_PER_PLAN = 4;
  private static final int LOCKS = 64;
  private static final long LOCK_MILLIS = 20;

  private final int capacity;
  private final NativeQuery.Describer describer;
  private final boolean lifting;
  private final Cache<SqlPlanner.Request, Known> texts;
  private final Cache<SqlPlanner.Request, List<Integer>> lifted;
  private final Cache<SqlPlanner.Request, CachedPlan> plans;
  private final Striped<Lock> locks = Striped.lock(LOCKS);
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder evictions = new LongAdder();

  /**
   * What a statement's text leads to.
   *
   * @param values the values of the literals that are parameters of the plan
   */
  record Known(CachedPlan plan, List<@Nullable Object> values) {}

  PlanCache(int capacity, NativeQuery.Describer describer) {
    this(capacity, describer, true);
  }

  /**
   * @param lifting whether literals may become parameters
   */
  PlanCache(int capacity, NativeQuery.Describer describer, boolean lifting) {
    this.capacity = capacity;
    this.describer = describer;
    this.lifting = lifting;
    this.texts = cache(capacity * TEXTS_PER_PLAN).build();
    this.lifted = cache(capacity * TEXTS_PER_PLAN).build();
    this.plans =
        cache(capacity)
            .removalListener(
                gone -> {
                  if (gone.wasEvicted()) {
                    evictions.increment();
                  }
                })
            .build();
  }

  /** One segment, so that exactly the least recently used is evicted. */
  private static CacheBuilder<SqlPlanner.Request, Object> cache(int plans) {
    return CacheBuilder.newBuilder()
        .concurrencyLevel(1)
        .maximumWeight(plans)
        .weigher((SqlPlanner.Request request, Object value) -> weight(request));
  }

  private static int weight(SqlPlanner.Request request) {
    return 1 + request.sql().length() / CHARS;
  }

  /**
   * The plan of a statement.
   *
   * @param check throws if the statement is to end
   * @throws io.timestore.core.model.TimestoreException as {@link SqlPlanner#compile}
   */
  Known get(SqlPlanner.Request request, CatalogSnapshot snapshot, Runnable check) {
    Known known = texts.getIfPresent(request);
    if (known != null && known.plan().holdsIn(snapshot)) {
      hits.increment();
      return known;
    }
    StatementShape shape = StatementShape.of(request.sql());
    SqlPlanner.Request shaped = request.withSql(shape.text());
    Lock lock = locks.get(shaped);
    lockOrEnd(lock, check);
    try {
      CachedPlan plan = planOf(shape, shaped, snapshot);
      if (plan == null) {
        misses.increment();
        plan = compile(request, shape, shaped, snapshot, check);
      } else {
        hits.increment();
      }
      Known found = new Known(plan, shape.values(plan.lifted()));
      texts.put(request, found);
      return found;
    } finally {
      lock.unlock();
    }
  }

  /** Waits while another thread makes the same plan, unless the statement is to end. */
  private static void lockOrEnd(Lock lock, Runnable check) {
    try {
      while (!lock.tryLock(LOCK_MILLIS, TimeUnit.MILLISECONDS)) {
        check.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TimestoreException(ErrorCode.CANCELED, "interrupted while waiting for a plan", e);
    }
  }

  private @Nullable CachedPlan planOf(
      StatementShape shape, SqlPlanner.Request shaped, CatalogSnapshot snapshot) {
    List<Integer> ordinals = lifted.getIfPresent(shaped);
    if (ordinals == null) {
      return null;
    }
    CachedPlan plan = plans.getIfPresent(shaped.withSql(shape.textWithout(ordinals)));
    return plan != null && plan.holdsIn(snapshot) ? plan : null;
  }

  private CachedPlan compile(
      SqlPlanner.Request request,
      StatementShape shape,
      SqlPlanner.Request shaped,
      CatalogSnapshot snapshot,
      Runnable check) {
    CachedPlan plan;
    try {
      plan =
          CachedPlan.of(
              SqlPlanner.compile(
                  request, snapshot, describer, lifting ? shape.byOffset() : Map.of(), check),
              snapshot);
    } catch (UntypedParameterException e) {
      plan = CachedPlan.untyped(e, snapshot);
    }
    lifted.put(shaped, plan.lifted());
    plans.put(shaped.withSql(shape.textWithout(plan.lifted())), plan);
    return plan;
  }

  PlanCacheStatistics statistics() {
    return new PlanCacheStatistics(
        hits.sum(), misses.sum(), evictions.sum(), (int) plans.size(), capacity);
  }
}
