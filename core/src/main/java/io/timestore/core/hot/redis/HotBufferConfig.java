package io.timestore.core.hot.redis;

import io.timestore.core.tls.TlsTrust;
import java.time.Duration;

/**
 * Settings of the hot buffer.
 *
 * @param uri {@code redis://[:password@]host:port[/db]} or {@code rediss://}
 * @param commandTimeout longest wait for one answer
 * @param idempotencyTtl how long an idempotency key is remembered that is not in the catalog
 * @param idempotencyCache how long one is remembered that is in the catalog
 * @param maxLaneRows most rows in one lane's tail
 * @param maxLaneBytes most encoded bytes in one lane's tail
 * @param waitReplicas how many replicas must have what is staged before it is acknowledged
 * @param waitTimeout how long they are waited for
 * @param trust whom to trust with a {@code rediss://} URI
 */
public record HotBufferConfig(
    String uri,
    Duration commandTimeout,
    Duration idempotencyTtl,
    Duration idempotencyCache,
    long maxLaneRows,
    long maxLaneBytes,
    int waitReplicas,
    Duration waitTimeout,
    TlsTrust trust) {

  /** Settings that trust the JVM's issuers. */
  public HotBufferConfig(
      String uri,
      Duration commandTimeout,
      Duration idempotencyTtl,
      Duration idempotencyCache,
      long maxLaneRows,
      long maxLaneBytes,
      int waitReplicas,
      Duration waitTimeout) {
    this(
        uri,
        commandTimeout,
        idempotencyTtl,
        idempotencyCache,
        maxLaneRows,
        maxLaneBytes,
        waitReplicas,
        waitTimeout,
        TlsTrust.DEFAULT);
  }

  /** The same, trusting others. */
  public HotBufferConfig withTrust(TlsTrust other) {
    return new HotBufferConfig(
        uri,
        commandTimeout,
        idempotencyTtl,
        idempotencyCache,
        maxLaneRows,
        maxLaneBytes,
        waitReplicas,
        waitTimeout,
        other);
  }

  public static HotBufferConfig of(String uri) {
    return new HotBufferConfig(
        uri,
        Duration.ofSeconds(10),
        Duration.ofDays(7),
        Duration.ofHours(1),
        20_000_000L,
        1L << 30,
        0,
        Duration.ofSeconds(1));
  }
}
