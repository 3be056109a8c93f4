package io.timestore.daemon.health;

/** State and addresses of the daemon. Safe for use by many threads. */
public interface DaemonStatus {

  /** Answers at once, in any state of the stores. */
  Health health();

  /** The body of {@code GET /driver/endpoints}: anything that becomes a JSON object. */
  Object driverEndpoints();
}
