package io.timestore.core.hot.redis;

import io.lettuce.core.RedisAsyncCommandsImpl;
import io.lettuce.core.RedisChannelWriter;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisReactiveCommandsImpl;
import io.lettuce.core.RedisURI;
import io.lettuce.core.StatefulRedisConnectionImpl;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.reactive.RedisReactiveCommands;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.protocol.PushHandler;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A client whose connections make Lettuce's commands when they are first asked for. The blocking
 * ones are a dynamic proxy with a thousand methods, half a second of processor time in a new JVM,
 * and a program that reads needs neither those nor the others ({@link ReadCommands}).
 */
final class LazyRedisClient extends RedisClient {
  LazyRedisClient(ClientResources resources, RedisURI uri) {
    super(resources, uri);
  }

  @Override
  protected <K, V> StatefulRedisConnectionImpl<K, V> newStatefulRedisConnection(
      RedisChannelWriter writer, PushHandler push, RedisCodec<K, V> codec, Duration timeout) {
    return new Connection<>(writer, push, codec, timeout);
  }

  private static final class Connection<K, V> extends StatefulRedisConnectionImpl<K, V> {
    private @Nullable RedisCommands<K, V> blocking;
    private @Nullable RedisAsyncCommands<K, V> asynchronous;

    Connection(
        RedisChannelWriter writer, PushHandler push, RedisCodec<K, V> codec, Duration timeout) {
      super(writer, push, codec, timeout);
    }

    /** Called by the constructor above. */
    @Override
    protected @Nullable RedisCommands<K, V> newRedisSyncCommandsImpl() {
      return null;
    }

    /** Called by the constructor above. */
    @Override
    protected @Nullable RedisAsyncCommandsImpl<K, V> newRedisAsyncCommandsImpl() {
      return null;
    }

    /** Called by the constructor above; its class alone is half a megabyte of code. */
    @Override
    protected @Nullable RedisReactiveCommandsImpl<K, V> newRedisReactiveCommandsImpl() {
      return null;
    }

    @Override
    public RedisReactiveCommands<K, V> reactive() {
      throw new UnsupportedOperationException("reactive commands are not made");
    }

    @Override
    public synchronized RedisAsyncCommands<K, V> async() {
      if (asynchronous == null) {
        asynchronous = super.newRedisAsyncCommandsImpl();
      }
      return asynchronous;
    }

    @Override
    public synchronized RedisCommands<K, V> sync() {
      if (blocking == null) {
        blocking = super.newRedisSyncCommandsImpl();
      }
      return blocking;
    }
  }
}
