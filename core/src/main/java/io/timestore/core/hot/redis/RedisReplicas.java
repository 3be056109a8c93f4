package io.timestore.core.hot.redis;

import io.lettuce.core.api.sync.RedisCommands;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.time.Duration;

/** Waits until replicas of Redis have what was written. Immutable. */
final class RedisReplicas {
  private static final String MARK = "timestore:replicated";

  private final int most;
  private final Duration timeout;

  /**
   * Makes a wait.
   *
   * @param most how many replicas are waited for; 0 for none
   */
  RedisReplicas(int most, Duration timeout) {
    this.most = most;
    this.timeout = timeout;
  }

  boolean areWaitedFor() {
    return most > 0;
  }

  /**
   * Everything that was ever written is on so many replicas when this returns; answers on how many.
   * WAIT speaks of what its own connection wrote, so something is written first.
   */
  long awaitAll(RedisCommands<String, byte[]> redis) {
    if (most == 0) {
      return 0;
    }
    String unused = redis.set(MARK, new byte[0]);
    long reached = redis.waitForReplication(most, timeout.toMillis());
    if (reached < most) {
      throw new TimestoreException(
          ErrorCode.HOT_BUFFER_UNAVAILABLE,
          "the rows are in the hot buffer, but only "
              + reached
              + " of "
              + most
              + " replicas had them within "
              + timeout.toMillis()
              + " ms; send the request again with the same idempotency key, or it may be stored"
              + " twice");
    }
    return reached;
  }
}
