package io.timestore.daemon.lease;

import java.time.Duration;

/**
 * How long a daemon holds a lane without a word to the catalog.
 *
 * @param duration a lane whose flusher was not heard of for this long goes to another daemon
 * @param heartbeat how often leases are extended and lanes shared out; at most a third of the
 *     duration
 */
public record LeaseConfig(Duration duration, Duration heartbeat) {
  public static final LeaseConfig DEFAULT =
      new LeaseConfig(Duration.ofSeconds(10), Duration.ofSeconds(2));
}
