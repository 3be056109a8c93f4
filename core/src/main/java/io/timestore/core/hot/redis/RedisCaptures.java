package io.timestore.core.hot.redis;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.api.StatefulRedisConnection;
import io.timestore.core.block.Block;
import io.timestore.core.hot.HotBlock;
import io.timestore.core.hot.LaneCapture;
import io.timestore.core.hot.LaneCursor;
import io.timestore.core.hot.LaneState;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.TimestoreException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Captures lanes at one instant, by a transaction. Stateless. */
final class RedisCaptures {
  private RedisCaptures() {}

  /** The lanes, in the order of the cursors. */
  @SuppressWarnings("unchecked")
  static List<LaneCapture> capture(
      StatefulRedisConnection<String, byte[]> redis, List<LaneCursor> cursors) {
    List<LaneCursor> from = firstTimers(redis, cursors);
    ReadCommands commands = new ReadCommands(redis);
    List<RedisFuture<?>> answers = new ArrayList<>(2 * from.size());
    redis.setAutoFlushCommands(false);
    try {
      RedisFuture<String> multi = commands.multi();
      RedisFuture<byte[]> run = commands.get(RedisRun.CERTIFIED);
      for (LaneCursor cursor : from) {
        answers.add(commands.hmget(LaneKeys.meta(cursor.lane()), RedisStates.FIELDS));
        answers.add(
            commands.xrange(LaneKeys.blocks(cursor.lane()), (cursor.fetchedUpTo() + 1) + "-0"));
      }
      RedisFuture<TransactionResult> exec = commands.exec();
      redis.flushCommands();
      // The last one first: its answer comes last, and each wait may cost a change of threads.
      RedisConnections.await(exec);
      RedisConnections.await(multi);
      String certified = RedisRun.text(RedisConnections.await(run));
      List<LaneCapture> captures = new ArrayList<>(from.size());
      for (int i = 0; i < from.size(); i++) {
        captures.add(
            capture(
                from.get(i).lane(),
                (List<KeyValue<String, byte[]>>) RedisConnections.await(answers.get(2 * i)),
                (List<StreamMessage<String, byte[]>>)
                    RedisConnections.await(answers.get(2 * i + 1)),
                certified));
      }
      return captures;
    } finally {
      redis.setAutoFlushCommands(true);
    }
  }

  /**
   * A caller that holds nothing needs only what is above the watermark, not the blocks kept for the
   * grace period.
   */
  private static List<LaneCursor> firstTimers(
      StatefulRedisConnection<String, byte[]> redis, List<LaneCursor> cursors) {
    if (cursors.stream().noneMatch(c -> c.fetchedUpTo() == 0)) {
      return cursors;
    }
    List<LaneId> lanes = cursors.stream().map(LaneCursor::lane).toList();
    List<@Nullable LaneState> states = RedisStates.read(redis, lanes);
    List<LaneCursor> from = new ArrayList<>(cursors.size());
    for (int i = 0; i < cursors.size(); i++) {
      LaneState state = states.get(i);
      LaneCursor c = cursors.get(i);
      boolean raise = state != null && c.fetchedUpTo() == 0;
      from.add(raise ? new LaneCursor(c.lane(), state.watermark()) : c);
    }
    return from;
  }

  private static LaneCapture capture(
      LaneId lane,
      List<KeyValue<String, byte[]>> numbers,
      List<StreamMessage<String, byte[]>> entries,
      String run) {
    LaneState state = RedisStates.of(numbers);
    if (state == null) {
      throw unknownLane(lane);
    }
    return new LaneCapture(state, blocks(entries, state.watermark()), run);
  }

  static TimestoreException unknownLane(LaneId lane) {
    return new TimestoreException(
        ErrorCode.HOT_BUFFER_UNAVAILABLE,
        "the hot buffer does not know lane "
            + lane.lane()
            + " of table "
            + lane.tableId()
            + ", which the catalog has; it lost its data or another Redis answered; check redis.uri"
            + " and the daemon's log");
  }

  /** The blocks of a lane's stream above a sequence. */
  static List<HotBlock> blocks(List<StreamMessage<String, byte[]>> entries, long above) {
    List<HotBlock> blocks = new ArrayList<>(entries.size());
    for (StreamMessage<String, byte[]> entry : entries) {
      String id = entry.getId();
      long sequence = Long.parseLong(id, 0, id.indexOf('-'), 10);
      byte[] stored = entry.getBody().get("b");
      if (sequence > above && stored != null) {
        blocks.add(new HotBlock(sequence, Block.parse(stored)));
      }
    }
    return blocks;
  }
}
