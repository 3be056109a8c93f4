package io.timestore.core.hot;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.TimeoutOptions;
import io.timestore.core.tls.TlsTrust;
import java.nio.file.Path;

/** Opens clients that never send a command again by themselves. */
final class RedisClients {
  private RedisClients() {}

  static RedisClient open(HotBufferConfig config) {
    TlsTrust trust = config.trust();
    RedisURI uri = RedisURI.create(config.uri());
    uri.setTimeout(config.commandTimeout());
    if (uri.isSsl()) {
      uri.setVerifyPeer(
          switch (trust.mode()) {
            case VERIFY_FULL -> SslVerifyMode.FULL;
            case VERIFY_CA -> SslVerifyMode.CA;
            case NONE -> SslVerifyMode.NONE;
          });
    }
    RedisClient client = RedisClient.create(uri);
    client.setOptions(
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
    return client;
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
