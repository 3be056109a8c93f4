package io.timestore.calcite.cache;

import com.google.common.util.concurrent.Striped;
import io.timestore.calcite.plan.SqlPlanner;
import io.timestore.calcite.plan.UntypedParameterException;
import io.timestore.calcite.schema.CatalogSnapshot;
import io.timestore.calcite.sql.NativeQuery;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * Plans by statement and session options. A statement whose very text was seen before is not parsed
 * again; another text of the same tree, with other values where literals became parameters, uses
 * the same plan. A plan is used only in a catalog in which it would be made again. Threads that
 * want the same plan make it once. All that is kept is bounded in bytes, and the least recently
 * used goes first. Thread-safe.
 */
final class PlanCache {
  private static final long MOST_BYTES = 64L << 20;

  /** One of so many bytes is for texts, and one for which literals are lifted. */
  private static final int SHARE = 8;

  private static final int REQUEST_BYTES = 150;
  private static final int ORDINAL_BYTES = 24;
  private static final int LOCKS = 64;
  private static final long LOCK_MILLIS = 20;

  private final NativeQuery.Describer describer;
  private final boolean lifting;
  private final BoundedCache<SqlPlanner.Request, ReadStatement> texts;
  private final BoundedCache<PlanKey, List<Integer>> lifted;
  private final BoundedCache<PlanKey, CachedPlan> plans;
  private final Striped<Lock> locks = Striped.lock(LOCKS);
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();

  /**
   * A statement's plan.
   *
   * @param values the values of the literals that are parameters of the plan
   */
  record Known(CachedPlan plan, List<@Nullable Object> values) {}

  PlanCache(NativeQuery.Describer describer) {
    this(MOST_BYTES, describer, true);
  }

  /**
   * @param mostBytes about how much memory all that is kept may take
   * @param lifting whether literals may become parameters
   */
  PlanCache(long mostBytes, NativeQuery.Describer describer, boolean lifting) {
    this.describer = describer;
    this.lifting = lifting;
    this.texts =
        new BoundedCache<>(
            mostBytes / SHARE,
            (request, read) -> REQUEST_BYTES + 2L * request.sql().length() + read.bytes());
    this.lifted =
        new BoundedCache<>(
            mostBytes / SHARE,
            (key, ordinals) -> key.bytes() + (long) ORDINAL_BYTES * ordinals.size());
    this.plans =
        new BoundedCache<>(
            mostBytes - 2 * (mostBytes / SHARE), (key, plan) -> key.bytes() + plan.bytes());
  }

  /**
   * The plan of a statement.
   *
   * @param check throws if the statement is to end
   * @throws io.timestore.core.model.TimestoreException as {@link SqlPlanner#compile}
   */
  Known get(SqlPlanner.Request request, CatalogSnapshot snapshot, Runnable check) {
    ReadStatement read = texts.get(request);
    if (read == null) {
      read = ReadStatement.of(request, lifting);
      texts.put(request, read);
    }
    CachedPlan plan = find(request, read, snapshot);
    if (plan == null) {
      Lock lock = locks.get(read.key());
      lockOrEnd(lock, check);
      try {
        plan = find(request, read, snapshot);
        if (plan == null) {
          misses.increment();
          plan = compile(request, read, snapshot, check);
          return new Known(plan, read.values(plan.lifted()));
        }
      } finally {
        lock.unlock();
      }
    }
    hits.increment();
    return new Known(plan, read.values(plan.lifted()));
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

  private @Nullable CachedPlan find(
      SqlPlanner.Request request, ReadStatement read, CatalogSnapshot snapshot) {
    List<Integer> ordinals = lifted.get(read.key());
    CachedPlan plan =
        plans.get(ordinals == null ? PlanKey.ofWritten(request) : read.keyWith(ordinals));
    return plan != null && plan.holdsIn(snapshot) ? plan : null;
  }

  private CachedPlan compile(
      SqlPlanner.Request request, ReadStatement read, CatalogSnapshot snapshot, Runnable check) {
    try {
      boolean mayLift = !read.literals().isEmpty();
      CachedPlan plan =
          CachedPlan.of(SqlPlanner.compile(request, snapshot, describer, mayLift, check), snapshot);
      lifted.put(read.key(), plan.lifted());
      plans.put(read.keyWith(plan.lifted()), plan);
      return plan;
    } catch (UntypedParameterException e) {
      // Its error names places in the text, so it is that of this text alone.
      CachedPlan plan = CachedPlan.untyped(e, snapshot);
      plans.put(PlanKey.ofWritten(request), plan);
      return plan;
    }
  }

  PlanCacheStatistics statistics() {
    return new PlanCacheStatistics(
        hits.sum(),
        misses.sum(),
        plans.evictions(),
        plans.entries(),
        texts.bytes() + lifted.bytes() + plans.bytes(),
        texts.mostBytes() + lifted.mostBytes() + plans.mostBytes());
  }
}
