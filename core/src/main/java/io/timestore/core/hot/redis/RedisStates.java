package io.timestore.core.hot.redis;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.timestore.core.block.ValueBounds;
import io.timestore.core.hot.LaneState;
import io.timestore.core.model.LaneId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a lane's numbers from its hash. */
final class RedisStates {
  static final String[] FIELDS = {
    "seq",
    "watermark",
    "generation",
    "inserting",
    "version",
    "trimmed",
    "rows",
    "bytes",
    "lanes",
    "wanted",
    "bounds"
  };

  private RedisStates() {}

  /** Reads the numbers of lanes; null for an unknown one. */
  static List<@Nullable LaneState> read(
      StatefulRedisConnection<String, byte[]> redis, List<LaneId> lanes) {
    List<RedisFuture<List<KeyValue<String, byte[]>>>> answers = new ArrayList<>(lanes.size());
    RedisAsyncCommands<String, byte[]> commands = redis.async();
    redis.setAutoFlushCommands(false);
    try {
      for (LaneId lane : lanes) {
        answers.add(commands.hmget(LaneKeys.meta(lane), FIELDS));
      }
      redis.flushCommands();
      List<@Nullable LaneState> states = new ArrayList<>(lanes.size());
      for (RedisFuture<List<KeyValue<String, byte[]>>> answer : answers) {
        states.add(of(RedisConnections.await(answer)));
      }
      return states;
    } finally {
      redis.setAutoFlushCommands(true);
    }
  }

  /** The numbers, or null if the lane is unknown. */
  static @Nullable LaneState of(List<KeyValue<String, byte[]>> f) {
    if (!f.get(0).hasValue()) {
      return null;
    }
    return new LaneState(
        longOf(f.get(0)),
        longOf(f.get(1)),
        longOf(f.get(2)),
        longOf(f.get(3)) != 0,
        (int) longOf(f.get(4)),
        longOf(f.get(5)),
        longOf(f.get(6)),
        longOf(f.get(7)),
        (int) Math.max(1, longOf(f.get(8))),
        longOf(f.get(9)),
        ValueBounds.parse(
            f.get(10).hasValue() ? new String(f.get(10).getValue(), StandardCharsets.UTF_8) : ""));
  }

  static long longOf(KeyValue<String, byte[]> field) {
    return field.hasValue()
        ? Long.parseLong(new String(field.getValue(), StandardCharsets.UTF_8))
        : 0;
  }
}
