package io.timestore.core.hot.redis;

import io.lettuce.core.KeyValue;
import io.lettuce.core.api.sync.RedisCommands;
import io.timestore.core.hot.AnsweredKey;
import io.timestore.core.model.IdempotencyKey;
import io.timestore.core.model.LaneId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Idempotency keys on their way from Redis to the catalog. */
final class RedisKeys {
  private static final String[] FIELDS = {"hash", "first", "last", "watermark", "rows"};

  private RedisKeys() {}

  static List<AnsweredKey> uncopied(RedisCommands<String, byte[]> redis, LaneId lane, int most) {
    List<AnsweredKey> keys = new ArrayList<>();
    for (byte[] bytes : redis.zrange(LaneKeys.uncopied(lane), 0, most - 1L)) {
      String member = new String(bytes, StandardCharsets.UTF_8);
      List<KeyValue<String, byte[]>> f = redis.hmget(LaneKeys.idempotency(member), FIELDS);
      if (!f.get(0).hasValue()) {
        long unused = redis.zrem(LaneKeys.uncopied(lane), bytes);
        continue;
      }
      int colon = member.indexOf(':');
      keys.add(
          new AnsweredKey(
              new IdempotencyKey(
                  member.substring(0, colon),
                  member.substring(colon + 1),
                  new String(f.get(0).getValue(), StandardCharsets.UTF_8)),
              lane,
              RedisStates.longOf(f.get(1)),
              RedisStates.longOf(f.get(2)),
              RedisStates.longOf(f.get(3)),
              RedisStates.longOf(f.get(4))));
    }
    return keys;
  }

  /** A key leaves the set last, so that after a crash it is only copied once more. */
  static long copied(
      RedisCommands<String, byte[]> redis, LaneId lane, List<AnsweredKey> keys, Duration cache) {
    byte[][] members = new byte[keys.size()][];
    for (int i = 0; i < keys.size(); i++) {
      String member = LaneKeys.member(keys.get(i).key());
      members[i] = member.getBytes(StandardCharsets.UTF_8);
      boolean unused = redis.pexpire(LaneKeys.idempotency(member), cache);
    }
    return redis.zrem(LaneKeys.uncopied(lane), members);
  }
}
