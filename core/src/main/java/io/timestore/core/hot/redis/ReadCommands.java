package io.timestore.core.hot.redis;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.KeyValueListOutput;
import io.lettuce.core.output.MultiOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.output.StreamMessageListOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.RedisCommand;
import java.util.List;

/**
 * The commands that a reader sends. Lettuce's own interface has all commands of Redis in one class,
 * 400 KB of code with what it implements, which a new JVM would load and verify for these seven.
 *
 * @param connection where they are sent
 */
record ReadCommands(StatefulRedisConnection<String, byte[]> connection) {
  RedisFuture<String> ping() {
    return send(CommandType.PING, new StatusOutput<>(codec()), arguments());
  }

  /** What the server tells of itself, in lines. */
  RedisFuture<String> info(String section) {
    return send(CommandType.INFO, new StatusOutput<>(codec()), arguments().add(section));
  }

  RedisFuture<byte[]> get(String key) {
    return send(CommandType.GET, new ValueOutput<>(codec()), arguments().addKey(key));
  }

  /** The fields of a hash, in their order; those that it does not have are empty. */
  RedisFuture<List<KeyValue<String, byte[]>>> hmget(String key, String... fields) {
    return send(
        CommandType.HMGET,
        new KeyValueListOutput<>(codec(), List.of(fields)),
        arguments().addKey(key).addKeys(fields));
  }

  /** The entries of a stream from an id on, that one included. */
  RedisFuture<List<StreamMessage<String, byte[]>>> xrange(String key, String from) {
    return send(
        CommandType.XRANGE,
        new StreamMessageListOutput<>(codec(), key),
        arguments().addKey(key).add(from).add("+"));
  }

  /** Begins a transaction; what is sent then is answered by {@link #exec}. */
  RedisFuture<String> multi() {
    return send(CommandType.MULTI, new StatusOutput<>(codec()), arguments());
  }

  RedisFuture<TransactionResult> exec() {
    return send(CommandType.EXEC, new MultiOutput<>(codec()), arguments());
  }

  private RedisCodec<String, byte[]> codec() {
    return connection.getCodec();
  }

  private CommandArgs<String, byte[]> arguments() {
    return new CommandArgs<>(codec());
  }

  /** The connection wraps what is sent in a transaction, and that is what is answered. */
  private <T> RedisFuture<T> send(
      CommandType type,
      CommandOutput<String, byte[], T> output,
      CommandArgs<String, byte[]> arguments) {
    AsyncCommand<String, byte[], T> sent =
        new AsyncCommand<>(new Command<>(type, output, arguments));
    RedisCommand<String, byte[], T> taken = connection.dispatch(sent);
    return taken instanceof AsyncCommand<String, byte[], T> wrapped ? wrapped : sent;
  }
}
