package io.timestore.core.clickhouse;

import java.time.Duration;

/**
 * What the HTTP client allows itself.
 *
 * @param connect longest time to open a connection
 * @param lease longest wait for a free connection
 * @param silence longest time without a byte from the server, for a statement without a time-out
 * @param connections most connections at once
 */
public record ClickHouseLimits(
    Duration connect, Duration lease, Duration silence, int connections) {
  public static final ClickHouseLimits DEFAULT =
      new ClickHouseLimits(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofHours(1), 64);
}
