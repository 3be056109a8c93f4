package io.timestore.core.clickhouse;

import io.timestore.core.tls.TlsTrust;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Opens the pooled HTTP client: nothing is retried, redirected, stored or decoded behind us. */
final class HttpConnections {
  private static final TimeValue VALIDATE_AFTER = TimeValue.ofMilliseconds(500);

  private HttpConnections() {}

  static CloseableHttpClient open(ClickHouseLimits limits, TlsTrust trust) {
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setTlsSocketStrategy(tls(trust))
                .setMaxConnPerRoute(limits.connections())
                .setMaxConnTotal(limits.connections())
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(limits.connect()))
                        .setSocketTimeout(Timeout.of(limits.silence()))
                        .setValidateAfterInactivity(VALIDATE_AFTER)
                        .build())
                .setDefaultSocketConfig(
                    SocketConfig.custom().setTcpNoDelay(true).setSoKeepAlive(true).build())
                .build())
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .setUserAgent("timestore")
        .build();
  }

  /** The context is made when it is first needed: that takes a while, and few URLs are https. */
  private static TlsSocketStrategy tls(TlsTrust trust) {
    AtomicReference<@Nullable TlsSocketStrategy> made = new AtomicReference<>();
    return (socket, target, port, attachment, context) -> {
      TlsSocketStrategy strategy = made.get();
      if (strategy == null) {
        strategy = strategy(trust);
        made.set(strategy);
      }
      return strategy.upgrade(socket, target, port, attachment, context);
    };
  }

  private static TlsSocketStrategy strategy(TlsTrust trust) {
    return trust.mode() == TlsTrust.Mode.VERIFY_FULL
        ? new DefaultClientTlsStrategy(trust.context())
        : new DefaultClientTlsStrategy(
            trust.context(), HostnameVerificationPolicy.CLIENT, NoopHostnameVerifier.INSTANCE);
  }
}
