package io.timestore.core.hot.redis;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandKeyword;
import io.lettuce.core.protocol.CommandType;
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

/** Captures lanes at one instant, by a transaction. Stateless. */
final class RedisCaptures {
  private RedisCaptures() {}

  /** The lanes, in the order of the cursors. */
  static List<LaneCapture> capture(
      StatefulRedisConnection<String, byte[]> redis, List<LaneCursor> cursors, long mostBytes) {
    RedisAsyncCommands<String, byte[]> commands = redis.async();
    BlocksOutput.Budget budget = new BlocksOutput.Budget(mostBytes);
    List<LaneAnswer> answers = new ArrayList<>(cursors.size());
    redis.setAutoFlushCommands(false);
    try {
      RedisFuture<String> multi = commands.multi();
      RedisFuture<byte[]> run = commands.get(RedisRun.CERTIFIED);
      for (LaneCursor cursor : cursors) {
        RedisFuture<List<KeyValue<String, byte[]>>> numbers =
            commands.hmget(LaneKeys.meta(cursor.lane()), RedisStates.FIELDS);
        BlocksOutput blocks = new BlocksOutput(redis.getCodec(), budget);
        answers.add(new LaneAnswer(cursor, numbers, blocks, range(redis, cursor, blocks)));
      }
      RedisFuture<TransactionResult> exec = commands.exec();
      redis.flushCommands();
      // The last one first: its answer comes last, and each wait may cost a change of threads.
      RedisConnections.await(exec);
      RedisConnections.await(multi);
      String certified = RedisRun.text(RedisConnections.await(run));
      return answers.stream().map(answer -> answer.capture(certified)).toList();
    } finally {
      redis.setAutoFlushCommands(true);
    }
  }

  private static RedisFuture<List<BlocksOutput.StoredBlock>> range(
      StatefulRedisConnection<String, byte[]> redis, LaneCursor cursor, BlocksOutput blocks) {
    CommandArgs<String, byte[]> arguments =
        new CommandArgs<>(redis.getCodec())
            .addKey(LaneKeys.blocks(cursor.lane()))
            .add((cursor.fetchedUpTo() + 1) + "-0")
            .add("+")
            .add(CommandKeyword.COUNT)
            .add(cursor.mostBlocks());
    return redis.async().dispatch(CommandType.XRANGE, blocks, arguments);
  }

  /** Awaited answers of one lane. */
  private record LaneAnswer(
      LaneCursor cursor,
      RedisFuture<List<KeyValue<String, byte[]>>> numbers,
      BlocksOutput output,
      RedisFuture<List<BlocksOutput.StoredBlock>> entries) {

    LaneCapture capture(String run) {
      LaneState state = RedisStates.of(RedisConnections.await(numbers));
      if (state == null) {
        throw unknownLane(cursor.lane());
      }
      List<BlocksOutput.StoredBlock> sent = RedisConnections.await(entries);
      List<HotBlock> blocks = new ArrayList<>(sent.size());
      for (BlocksOutput.StoredBlock entry : sent) {
        if (entry.sequence() > state.watermark()) {
          blocks.add(entry.parse());
        }
      }
      boolean cut = output.cut() || sent.size() >= cursor.mostBlocks();
      return new LaneCapture(state, blocks, run, cut);
    }
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

  /** The blocks of a stream's entries. */
  static List<HotBlock> blocks(List<StreamMessage<String, byte[]>> entries) {
    List<HotBlock> blocks = new ArrayList<>(entries.size());
    for (StreamMessage<String, byte[]> entry : entries) {
      String id = entry.getId();
      long sequence = Long.parseLong(id, 0, id.indexOf('-'), 10);
      byte[] stored = entry.getBody().get("b");
      if (stored != null) {
        blocks.add(new HotBlock(sequence, Block.parse(stored)));
      }
    }
    return blocks;
  }
}
