package io.timestore.calcite.execute;

import io.timestore.calcite.clickhouse.SqlTemplate;
import io.timestore.calcite.plan.CompiledPlan;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Plans whose results turned out too large to hold back, for as long as the plans live.
 * Thread-safe.
 */
final class LargeResults {
  private final Map<SqlTemplate, Boolean> plans = Collections.synchronizedMap(new WeakHashMap<>());

  void add(CompiledPlan plan) {
    plans.put(plan.template(), true);
  }

  boolean contains(CompiledPlan plan) {
    return plans.containsKey(plan.template());
  }
}
