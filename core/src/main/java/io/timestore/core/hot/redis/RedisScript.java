package io.timestore.core.hot.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A Lua script that runs by its hash, and is sent whole when the server does not know it.
 * Immutable.
 */
final class RedisScript {
  private final byte[] text;
  private final String sha1;

  private RedisScript(byte[] text, String sha1) {
    this.text = text;
    this.sha1 = sha1;
  }

  static RedisScript load(String resource) {
    try (InputStream in = RedisScript.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("script " + resource + " is not on the class path");
      }
      byte[] text = in.readAllBytes();
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(text);
      return new RedisScript(text, HexFormat.of().formatHex(digest));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs a script that answers a list of bulk strings. */
  List<Object> list(RedisCommands<String, byte[]> redis, String[] keys, byte[]... arguments) {
    try {
      return redis.evalsha(sha1, ScriptOutputType.MULTI, keys, arguments);
    } catch (RedisNoScriptException e) {
      return redis.eval(text, ScriptOutputType.MULTI, keys, arguments);
    }
  }

  /** Runs a script that answers an integer. */
  long integer(RedisCommands<String, byte[]> redis, String[] keys, byte[]... arguments) {
    try {
      Long answer = redis.evalsha(sha1, ScriptOutputType.INTEGER, keys, arguments);
      return answer;
    } catch (RedisNoScriptException e) {
      Long answer = redis.eval(text, ScriptOutputType.INTEGER, keys, arguments);
      return answer;
    }
  }

  static byte[] arg(String value) {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] arg(long value) {
    return arg(Long.toString(value));
  }
}
