package io.timestore.calcite.run;

import io.timestore.calcite.sql.GeneratedSql;
import io.timestore.calcite.sql.SqlTemplate;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * What was learned from ClickHouse's answers to SQL, for as long as its plan lives. Thread-safe.
 */
final class EarlierAnswers {
  private static final long TOO_LARGE = -1;

  /** How long the last answer took, nanoseconds, or that it was too large to hold back. */
  private final Map<SqlTemplate, Long> answers = Collections.synchronizedMap(new WeakHashMap<>());

  void tooLarge(GeneratedSql sql) {
    answers.put(sql.template(), TOO_LARGE);
  }

  boolean wasTooLarge(GeneratedSql sql) {
    return answers.getOrDefault(sql.template(), 0L) == TOO_LARGE;
  }

  void took(GeneratedSql sql, long nanos) {
    answers.put(sql.template(), nanos);
  }

  /** How long the last answer took, nanoseconds; 0 if there was none. */
  long nanos(GeneratedSql sql) {
    return Math.max(0, answers.getOrDefault(sql.template(), 0L));
  }
}
