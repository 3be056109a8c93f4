package io.timestore.core.hot.redis;

import static io.timestore.core.hot.redis.RedisConnections.await;

import io.lettuce.core.KeyValue;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.sync.RedisCommands;
import io.timestore.core.block.Block;
import io.timestore.core.block.ValueBounds;
import io.timestore.core.hot.AnsweredKey;
import io.timestore.core.hot.HotBlock;
import io.timestore.core.hot.HotBuffer;
import io.timestore.core.hot.LaneCapture;
import io.timestore.core.hot.LaneCursor;
import io.timestore.core.hot.LaneState;
import io.timestore.core.hot.StageRequest;
import io.timestore.core.hot.StageResult;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.IdempotencyKey;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.TimestoreException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hot buffer on Redis 6.2 or later. Safe for many threads. A command whose connection breaks is
 * never sent again by itself: its caller is told, because a second staging would store the rows
 * twice.
 */
public final class RedisHotBuffer implements HotBuffer {
  private static final Logger LOG = LoggerFactory.getLogger(RedisHotBuffer.class);

  private static final String[] ANSWER_FIELDS = {"hash", "first", "last", "watermark", "rows"};

  private final HotBufferConfig config;
  private final RedisConnections connections;
  private final RedisReplicas replicas;

  public RedisHotBuffer(HotBufferConfig config) {
    this.config = config;
    this.connections = new RedisConnections(config, RedisRun.Use.CERTIFIED_ONLY);
    this.replicas = new RedisReplicas(config.waitReplicas(), config.waitTimeout());
  }

  /**
   * Opens a connection, so that the first use finds one.
   *
   * @throws TimestoreException HOT_BUFFER_UNAVAILABLE
   */
  public void connect() {
    LOG.trace("Redis answers {}", connections.<String>read(redis -> await(redis.async().ping())));
  }

  @Override
  public StageResult stage(StageRequest request) {
    LaneId lane = request.lane();
    IdempotencyKey key = request.idempotency();
    List<byte[]> args = new ArrayList<>(6 + 2 * request.blocks().size());
    args.add(RedisScript.arg(request.schemaVersion()));
    args.add(RedisScript.arg(key == null ? "" : key.contentHash()));
    args.add(RedisScript.arg(config.idempotencyTtl().toMillis()));
    args.add(RedisScript.arg(config.maxLaneRows()));
    args.add(RedisScript.arg(config.maxLaneBytes()));
    args.add(RedisScript.arg(key == null ? "" : LaneKeys.member(key)));
    for (Block block : request.blocks()) {
      args.add(RedisScript.arg(block.header().rows()));
      args.add(block.bytes());
    }
    String[] keys = {
      LaneKeys.meta(lane),
      LaneKeys.blocks(lane),
      key == null ? LaneKeys.meta(lane) : LaneKeys.idempotency(LaneKeys.member(key)),
      LaneKeys.uncopied(lane)
    };
    return connections.with(
        redis -> {
          StageResult result =
              stageResult(
                  lane, RedisScripts.STAGE.list(redis.sync(), keys, args.toArray(new byte[0][])));
          if (result instanceof StageResult.Staged || result instanceof StageResult.Replayed) {
            long unused = replicas.awaitAll(redis.sync());
          }
          return result;
        });
  }

  @Override
  public void awaitDurable() {
    if (replicas.areWaitedFor()) {
      connections.with(redis -> replicas.awaitAll(redis.sync()));
    }
  }

  private static StageResult stageResult(LaneId lane, List<Object> answer) {
    return switch (text(answer.get(0))) {
      case "staged" ->
          new StageResult.Staged(number(answer, 1), number(answer, 2), number(answer, 3));
      case "replayed" ->
          new StageResult.Replayed(
              number(answer, 1), number(answer, 2), number(answer, 3), number(answer, 4));
      case "conflict" -> new StageResult.Conflict();
      case "full" -> new StageResult.Full(number(answer, 1), number(answer, 2));
      case "moved" -> new StageResult.SchemaMoved();
      default ->
          throw new TimestoreException(
              ErrorCode.HOT_BUFFER_UNAVAILABLE,
              "the hot buffer does not know lane "
                  + lane.lane()
                  + " of table "
                  + lane.tableId()
                  + "; it lost data, and the table is not served until that is settled: see GET"
                  + " /health of a daemon; nothing was stored");
    };
  }

  @Override
  public StageResult.@Nullable Replayed replayOf(IdempotencyKey key) {
    List<KeyValue<String, byte[]>> found =
        connections.read(
            redis -> redis.sync().hmget(LaneKeys.idempotency(LaneKeys.member(key)), ANSWER_FIELDS));
    if (!found.get(0).hasValue()) {
      return null;
    }
    if (!text(found.get(0).getValue()).equals(key.contentHash())) {
      throw new TimestoreException(
          ErrorCode.IDEMPOTENCY_CONFLICT,
          "idempotency key '"
              + key.key()
              + "' was used before with other content; use a new key for new rows");
    }
    return new StageResult.Replayed(
        RedisStates.longOf(found.get(1)),
        RedisStates.longOf(found.get(2)),
        RedisStates.longOf(found.get(3)),
        RedisStates.longOf(found.get(4)));
  }

  @Override
  public List<AnsweredKey> uncopiedKeys(LaneId lane, int most) {
    return connections.read(redis -> RedisKeys.uncopied(redis.sync(), lane, most));
  }

  @Override
  public void keysCopied(LaneId lane, List<AnsweredKey> keys) {
    connections.with(
        redis -> RedisKeys.copied(redis.sync(), lane, keys, config.idempotencyCache()));
  }

  @Override
  public List<LaneCapture> capture(List<LaneCursor> cursors, long mostBytes) {
    return connections.read(redis -> RedisCaptures.capture(redis, cursors, mostBytes));
  }

  @Override
  public List<HotBlock> read(LaneId lane, long from, long to, int maxBlocks) {
    return RedisCaptures.blocks(
        connections.read(
            redis ->
                redis
                    .sync()
                    .xrange(
                        LaneKeys.blocks(lane),
                        Range.create(from + "-0", to + "-0"),
                        Limit.from(maxBlocks))));
  }

  @Override
  public List<@Nullable LaneState> states(List<LaneId> lanes) {
    return connections.read(redis -> RedisStates.read(redis, lanes));
  }

  @Override
  public void ensureLane(LaneId lane, int schemaVersion, long watermark, long lastSequence) {
    long done =
        connections.with(
            redis ->
                RedisScripts.ENSURE_LANE.integer(
                    redis.sync(),
                    new String[] {LaneKeys.meta(lane)},
                    RedisScript.arg(schemaVersion),
                    RedisScript.arg(watermark),
                    RedisScript.arg(lastSequence)));
    if (done != 1) {
      throw new IllegalStateException("ensure-lane answered " + done);
    }
  }

  @Override
  public void raiseVersion(LaneId lane, int schemaVersion) {
    change(lane, RedisScripts.RAISE_VERSION, schemaVersion);
  }

  @Override
  public void raiseLanes(long tableId, int lanes) {
    change(new LaneId(tableId, 0), RedisScripts.SET_LANES, lanes);
  }

  @Override
  public void wantFlush(LaneId lane, long sequence) {
    change(lane, RedisScripts.WANT_FLUSH, sequence);
  }

  private void change(LaneId lane, RedisScript script, long value) {
    String[] keys = {LaneKeys.meta(lane)};
    long known =
        connections.with(redis -> script.integer(redis.sync(), keys, RedisScript.arg(value)));
    if (known != 1) {
      throw RedisCaptures.unknownLane(lane);
    }
  }

  @Override
  public void markInserting(LaneId lane, long epoch, ValueBounds bounds) {
    fenced(
        lane,
        epoch,
        RedisScripts.MARK_INSERTING,
        RedisScript.arg(epoch),
        RedisScript.arg(bounds.text()));
  }

  @Override
  public void promote(LaneId lane, long epoch, long watermark, long rows, long bytes) {
    fenced(
        lane,
        epoch,
        RedisScripts.PROMOTE,
        RedisScript.arg(epoch),
        RedisScript.arg(watermark),
        RedisScript.arg(rows),
        RedisScript.arg(bytes));
  }

  @Override
  public long trim(LaneId lane, long epoch, long upTo) {
    return fenced(
        lane,
        epoch,
        RedisScripts.TRIM,
        RedisScript.arg(epoch),
        RedisScript.arg(upTo),
        RedisScript.arg(upTo + 1));
  }

  @Override
  public void openLane(LaneId lane, long epoch, int schemaVersion, long sequence) {
    fenced(
        lane,
        epoch,
        RedisScripts.OPEN_LANE,
        RedisScript.arg(epoch),
        RedisScript.arg(sequence),
        RedisScript.arg(schemaVersion));
  }

  private long fenced(LaneId lane, long epoch, RedisScript script, byte[]... args) {
    String[] keys = {LaneKeys.meta(lane), LaneKeys.blocks(lane)};
    long answer = connections.with(redis -> script.integer(redis.sync(), keys, args));
    if (answer < 0 || (answer == 0 && script != RedisScripts.TRIM)) {
      throw new TimestoreException(
          ErrorCode.FENCED,
          "epoch "
              + epoch
              + " of lane "
              + lane.lane()
              + " of table "
              + lane.tableId()
              + " is over; another daemon"
              + " flushes it");
    }
    return answer;
  }

  @Override
  public String durability() {
    return connections.read(
        redis -> {
          RedisCommands<String, byte[]> sync = redis.sync();
          Map<String, String> aof = sync.configGet("appendonly");
          Map<String, String> fsync = sync.configGet("appendfsync");
          String disk =
              "yes".equals(aof.get("appendonly")) ? "aof-" + fsync.get("appendfsync") : "memory";
          return replicas.areWaitedFor() ? disk + "+replicas-" + config.waitReplicas() : disk;
        });
  }

  private static String text(Object bytes) {
    return new String((byte[]) bytes, StandardCharsets.UTF_8);
  }

  private static long number(List<Object> answer, int index) {
    return Long.parseLong(text(answer.get(index)));
  }

  @Override
  public void close() {
    try {
      connections.close();
    } catch (RedisException e) {
      LOG.debug("closing connections to Redis", e);
    }
  }
}
