package io.timestore.core.hot.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Idle Redis connections, sixteen at most, one user at a time each, because a transaction owns its
 * connection. A connection that failed is closed and not used again; an idle one that broke is
 * replaced. Safe for many threads.
 */
final class RedisConnections implements AutoCloseable {
  private static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

  private static final int MOST_IDLE = 16;

  private final RedisClients clients;
  private final String address;
  private final RedisRun.Use use;
  private final ConcurrentLinkedDeque<StatefulRedisConnection<String, byte[]>> idle =
      new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  RedisConnections(HotBufferConfig config, RedisRun.Use use) {
    this.clients = new RedisClients(config);
    this.use = use;
    this.address = config.uri().replaceFirst("//.*@", "//");
  }

  /** Runs a use that changes nothing; if the connection breaks, once more on a new one. */
  <T> T read(Function<StatefulRedisConnection<String, byte[]>, T> use) {
    try {
      return with(use);
    } catch (TimestoreException e) {
      if (!(e.getCause() instanceof RedisException)
          || e.getCause() instanceof RedisCommandExecutionException) {
        throw e;
      }
      closeIdle();
      return with(use);
    }
  }

  /**
   * Runs a use once; when the connection breaks, whether it took effect is unknown and the caller
   * is told.
   */
  <T> T with(Function<StatefulRedisConnection<String, byte[]>, T> use) {
    StatefulRedisConnection<String, byte[]> connection = null;
    boolean reusable = false;
    try {
      connection = take();
      T answer = use.apply(connection);
      reusable = true;
      return answer;
    } catch (RedisCommandExecutionException e) {
      if (String.valueOf(e.getMessage()).contains("OOM")) {
        throw new TimestoreException(
            ErrorCode.BACK_PRESSURE,
            "Redis at "
                + address
                + " has no memory left (maxmemory); nothing was stored; send the request again"
                + " later",
            e);
      }
      throw new TimestoreException(
          ErrorCode.HOT_BUFFER_UNAVAILABLE,
          "Redis at " + address + " refused a command: " + e.getMessage(),
          e);
    } catch (RedisException e) {
      throw new TimestoreException(
          ErrorCode.HOT_BUFFER_UNAVAILABLE,
          "Redis at "
              + address
              + " does not answer ("
              + e.getMessage()
              + "); check that it runs and redis.uri",
          e);
    } finally {
      giveBack(connection, reusable);
    }
  }

  private StatefulRedisConnection<String, byte[]> take() {
    StatefulRedisConnection<String, byte[]> connection = idle.pollFirst();
    while (connection != null && !connection.isOpen()) {
      connection.close();
      connection = idle.pollFirst();
    }
    return connection != null ? connection : connect();
  }

  private StatefulRedisConnection<String, byte[]> connect() {
    StatefulRedisConnection<String, byte[]> connection = clients.client().connect(CODEC);
    boolean usable = false;
    try {
      if (use == RedisRun.Use.CERTIFIED_ONLY) {
        RedisRun.requireCertified(connection.async(), address);
      }
      usable = true;
      return connection;
    } finally {
      if (!usable) {
        connection.close();
      }
    }
  }

  private void giveBack(
      @Nullable StatefulRedisConnection<String, byte[]> connection, boolean reusable) {
    if (connection == null) {
      return;
    }
    if (reusable && !closed && connection.isOpen() && idle.size() < MOST_IDLE) {
      idle.addFirst(connection);
    } else {
      connection.close();
    }
  }

  /**
   * Waits for an answer; its failure is thrown as Lettuce's own exception. The client's time-out
   * bounds the wait.
   */
  static <T> T await(RedisFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RedisException("interrupted while waiting for Redis", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RedisException redis) {
        throw redis;
      }
      throw new RedisConnectionException("connection to Redis broke", e.getCause());
    }
  }

  @Override
  public void close() {
    closed = true;
    closeIdle();
    clients.close();
  }

  private void closeIdle() {
    StatefulRedisConnection<String, byte[]> connection = idle.pollFirst();
    while (connection != null) {
      connection.close();
      connection = idle.pollFirst();
    }
  }
}
