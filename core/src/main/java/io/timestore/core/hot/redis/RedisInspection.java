package io.timestore.core.hot.redis;

import io.timestore.core.hot.HotBufferInspection;
import io.timestore.core.hot.LaneState;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.TimestoreException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The inspection of a Redis. A run of the server is told by its {@code run_id}. */
public final class RedisInspection implements HotBufferInspection {

  private final RedisConnections connections;

  public RedisInspection(HotBufferConfig config) {
    this.connections = new RedisConnections(config, RedisRun.Use.ANY);
  }

  @Override
  public String server() {
    return connections.read(redis -> RedisRun.of(redis.async()));
  }

  @Override
  public @Nullable String certified() {
    return connections.read(redis -> RedisRun.certified(redis.async()));
  }

  @Override
  public void certify(String server) {
    connections.with(
        redis -> {
          String now = RedisRun.of(redis.async());
          if (!now.equals(server)) {
            throw new TimestoreException(
                ErrorCode.HOT_BUFFER_UNAVAILABLE,
                "Redis started again (run " + now + ") while run " + server + " was compared");
          }
          return redis.sync().set(RedisRun.CERTIFIED, server.getBytes(StandardCharsets.UTF_8));
        });
  }

  @Override
  public List<@Nullable LaneState> states(List<LaneId> lanes) {
    return connections.read(redis -> RedisStates.read(redis, lanes));
  }

  @Override
  public long closeLane(LaneId lane) {
    return connections.with(
        redis -> RedisScripts.CLOSE_LANE.integer(redis.sync(), new String[] {LaneKeys.meta(lane)}));
  }

  @Override
  public long closedAt(LaneId lane) {
    byte[] closed = connections.read(redis -> redis.sync().hget(LaneKeys.meta(lane), "closed"));
    return closed == null ? -1 : Long.parseLong(new String(closed, StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    connections.close();
  }
}
