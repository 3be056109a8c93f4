package io.timestore.core.hot.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.event.DefaultEventPublisherOptions;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.timestore.core.tls.TlsTrust;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes a client that never sends a command again by itself when it is first asked for, because
 * that takes a while. Safe for many threads.
 */
final class RedisClients implements AutoCloseable {
  private static final int THREADS = 2;
  private static final int CLOSE_SECONDS = 2;

  private final HotBufferConfig config;
  private final RedisURI uri;
  private @Nullable ClientResources resources;
  private @Nullable RedisClient client;
  private boolean closed;

  /**
   * @throws IllegalArgumentException if the address is none
   */
  RedisClients(HotBufferConfig config) {
    this.config = config;
    this.uri = RedisURI.create(config.uri());
  }

  /**
   * @throws RedisException if this is closed
   */
  synchronized RedisClient client() {
    if (closed) {
      throw new RedisException("the connections to Redis were closed");
    }
    if (client == null) {
      if (resources == null) {
        resources = resources();
      }
      client = open(resources);
    }
    return client;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (client != null) {
      client.shutdown();
    }
    if (resources != null) {
      resources.shutdown(0, CLOSE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }

  private RedisClient open(ClientResources resources) {
    TlsTrust trust = config.trust();
    uri.setTimeout(config.commandTimeout());
    if (uri.isSsl()) {
      uri.setVerifyPeer(
          switch (trust.mode()) {
            case VERIFY_FULL -> SslVerifyMode.FULL;
            case VERIFY_CA -> SslVerifyMode.CA;
            case NONE -> SslVerifyMode.NONE;
          });
    }
    RedisClient opened = RedisClient.create(resources, uri);
    opened.setOptions(
        ClientOptions.builder()
            .sslOptions(ssl(trust))
            .autoReconnect(false)
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .socketOptions(
                SocketOptions.builder()
                    .tcpNoDelay(true)
                    .connectTimeout(config.commandTimeout())
                    .build())
            .timeoutOptions(TimeoutOptions.enabled(config.commandTimeout()))
            .build());
    return opened;
  }

  /**
   * The client's threads; without latency statistics, which nobody reads. The JDK resolves names of
   * hosts, as it does for the other stores.
   */
  private static ClientResources resources() {
    return ClientResources.builder()
        .ioThreadPoolSize(THREADS)
        .computationThreadPoolSize(THREADS)
        .commandLatencyRecorder(CommandLatencyRecorder.disabled())
        .commandLatencyPublisherOptions(DefaultEventPublisherOptions.disabled())
        .addressResolverGroup(DefaultAddressResolverGroup.INSTANCE)
        .build();
  }

  private static SslOptions ssl(TlsTrust trust) {
    SslOptions.Builder options = SslOptions.builder().jdkSslProvider();
    Path store = trust.trustStore();
    if (store != null) {
      String password = trust.password();
      options.truststore(store.toFile(), password == null ? "" : password);
    }
    return options.build();
  }
}
