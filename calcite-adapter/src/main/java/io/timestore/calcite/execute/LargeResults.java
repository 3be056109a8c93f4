package io.timestore.calcite.execute;

import io.timestore.calcite.clickhouse.GeneratedSql;
import io.timestore.calcite.clickhouse.SqlTemplate;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * SQL whose result turned out too large to hold back, for as long as its plan lives. Thread-safe.
 */
final class LargeResults {
  private final Map<SqlTemplate, Boolean> plans = Collections.synchronizedMap(new WeakHashMap<>());

  void add(GeneratedSql sql) {
    plans.put(sql.template(), true);
  }

  boolean contains(GeneratedSql sql) {
    return plans.containsKey(sql.template());
  }
}
