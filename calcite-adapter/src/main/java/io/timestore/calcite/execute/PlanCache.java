package io.timestore.calcite.execute;

import io.timestore.calcite.clickhouse.NativeQuery;
import io.timestore.calcite.plan.CompiledPlan;
import io.timestore.calcite.plan.SqlPlanner;
import io.timestore.calcite.schema.CatalogSnapshot;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Plans by statement, session options and catalog version; the least recently used goes first.
 * Thread-safe.
 */
final class PlanCache {
  private final int capacity;
  private final NativeQuery.Describer describer;
  private final Map<Key, CompiledPlan> plans = new LinkedHashMap<>(16, 0.75f, true);
  private final AtomicLong hits = new AtomicLong();
  private final AtomicLong misses = new AtomicLong();

  private record Key(SqlPlanner.Request request, long catalogVersion) {}

  PlanCache(int capacity, NativeQuery.Describer describer) {
    this.capacity = capacity;
    this.describer = describer;
  }

  CompiledPlan get(SqlPlanner.Request request, CatalogSnapshot snapshot) {
    Key key = new Key(request, snapshot.version());
    synchronized (plans) {
      CompiledPlan known = plans.get(key);
      if (known != null) {
        hits.incrementAndGet();
        return known;
      }
    }
    misses.incrementAndGet();
    CompiledPlan plan = SqlPlanner.compile(request, snapshot, describer);
    synchronized (plans) {
      plans.put(key, plan);
      while (plans.size() > capacity) {
        plans.remove(plans.keySet().iterator().next());
      }
    }
    return plan;
  }

  PlanCacheStatistics statistics() {
    synchronized (plans) {
      return new PlanCacheStatistics(hits.get(), misses.get(), plans.size(), capacity);
    }
  }
}
