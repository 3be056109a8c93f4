package io.timestore.core.hot.redis;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A run of a Redis server, from start to end. A server that started may have lost the end of its
 * data, or all of it; so it is used only after a daemon compared it with the catalog and wrote its
 * run id. A connection never outlives the run it was made to, so one look per connection is enough.
 */
final class RedisRun {
  static final String CERTIFIED = "timestore:certified";
  private static final String RUN_ID = "run_id:";

  /** Which runs may be used. */
  enum Use {
    CERTIFIED_ONLY,
    ANY
  }

  private RedisRun() {}

  static String of(RedisAsyncCommands<String, byte[]> redis) {
    return of(RedisConnections.await(redis.info("server")));
  }

  private static String of(String info) {
    return info.lines()
        .filter(line -> line.startsWith(RUN_ID))
        .map(line -> line.substring(RUN_ID.length()).trim())
        .findFirst()
        .orElseThrow(
            () ->
                new TimestoreException(
                    ErrorCode.HOT_BUFFER_UNAVAILABLE,
                    "Redis does not tell its run_id in INFO server"));
  }

  static @Nullable String certified(RedisAsyncCommands<String, byte[]> redis) {
    byte[] run = RedisConnections.await(redis.get(CERTIFIED));
    return run == null ? null : text(run);
  }

  /** A run as it is stored; of none, the empty text. */
  static String text(byte @Nullable [] stored) {
    return stored == null ? "" : new String(stored, StandardCharsets.UTF_8);
  }

  /** Throws HOT_BUFFER_UNAVAILABLE if the server's run is not certified. */
  static void requireCertified(RedisAsyncCommands<String, byte[]> redis, String address) {
    RedisFuture<String> info = redis.info("server");
    RedisFuture<byte[]> certified = redis.get(CERTIFIED);
    String run = of(RedisConnections.await(info));
    if (!run.equals(text(RedisConnections.await(certified)))) {
      throw new TimestoreException(
          ErrorCode.HOT_BUFFER_UNAVAILABLE,
          "Redis at "
              + address
              + " started (run "
              + run
              + ") and no daemon has compared it with the catalog yet; try again in a moment, and"
              + " if that does not help, see the daemon's log");
    }
  }
}
