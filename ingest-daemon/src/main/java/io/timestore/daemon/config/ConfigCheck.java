package io.timestore.daemon.config;

import io.timestore.daemon.flush.LeaseConfig;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds every number of a configuration that the daemon cannot work with. The grace period needs no
 * relation to the length of statements: a statement holds the blocks that it captured.
 */
final class ConfigCheck {
  private static final int LARGEST_PORT = 65_535;

  /** Less than the time-out of a command to Redis, or that would end a wait first. */
  private static final long LONGEST_WAIT_MS = 9_000;

  private static final int MOST_DAYS = 3_650;
  private static final int MOST_THREADS = 1_000;

  private final List<String> problems = new ArrayList<>();

  private ConfigCheck() {}

  /** What is wrong, a sentence for each key; empty if nothing is. */
  static List<String> problems(DaemonConfig config) {
    ConfigCheck check = new ConfigCheck();
    check.http(config.http());
    check.redis(config.redis());
    check.flush(config.flush());
    check.lease(config.lease());
    return List.copyOf(check.problems);
  }

  private void http(DaemonConfig.Http http) {
    between("http.port", http.port(), 0, LARGEST_PORT);
    atLeastOne("http.bodyLimitBytes", http.bodyLimitBytes());
    atLeastOne("http.bulkLimitBytes", http.bulkLimitBytes());
  }

  private void redis(DaemonConfig.RedisAt redis) {
    between("redis.idempotencyDays", redis.idempotencyDays(), 1, MOST_DAYS);
    atLeastOne("redis.idempotencyCacheMinutes", redis.idempotencyCacheMinutes());
    atLeastOne("redis.maxLaneRows", redis.maxLaneRows());
    atLeastOne("redis.maxLaneBytes", redis.maxLaneBytes());
    atLeastOne("redis.maxRows", redis.maxRows());
    atLeastOne("redis.maxBytes", redis.maxBytes());
    between("redis.waitReplicas", redis.waitReplicas(), 0, Integer.MAX_VALUE);
    between("redis.waitMs", redis.waitMs(), 1, LONGEST_WAIT_MS);
  }

  private void flush(DaemonConfig.Flush flush) {
    atLeastOne("flush.rows", flush.rows());
    atLeastOne("flush.bytes", flush.bytes());
    atLeastOne("flush.ageMs", flush.ageMs());
    atLeastOne("flush.maxBatchRows", flush.maxBatchRows());
    atLeastOne("flush.maxBatchBytes", flush.maxBatchBytes());
    between("flush.graceMs", flush.graceMs(), 0, Long.MAX_VALUE);
    between("flush.threads", flush.threads(), 1, MOST_THREADS);
    between("flush.insertsPerDataset", flush.insertsPerDataset(), 1, MOST_THREADS);
  }

  private void lease(DaemonConfig.Lease lease) {
    atLeastOne("lease.durationMs", lease.durationMs());
    atLeastOne("lease.heartbeatMs", lease.heartbeatMs());
    LeaseConfig resolved = lease.resolve();
    if (resolved.heartbeat().multipliedBy(3).compareTo(resolved.duration()) > 0) {
      problems.add(
          "lease.heartbeatMs is "
              + resolved.heartbeat().toMillis()
              + ", but at most a third of lease.durationMs ("
              + resolved.duration().toMillis()
              + ") is accepted");
    }
  }

  private void atLeastOne(String key, @Nullable Number value) {
    between(key, value, 1, Long.MAX_VALUE);
  }

  private void between(String key, @Nullable Number value, long least, long most) {
    if (value != null && (value.longValue() < least || value.longValue() > most)) {
      problems.add(
          key
              + " is "
              + value
              + ", but "
              + (most >= Integer.MAX_VALUE ? least + " or more" : least + " to " + most)
              + " is accepted");
    }
  }
}
