package io.timestore.daemon.http;

/** What the HTTP side asks the daemon about itself. Safe for use by many threads. */
public interface DaemonStatus {

  /** Answers within a second or so, whatever state the stores are in. */
  Health health();

  /** Staged blocks that are not yet flushed, over all tables. */
  long queuedIngests();

  /** What {@code GET /driver/endpoints} answers: anything that becomes a JSON object. */
  Object driverEndpoints();
}
