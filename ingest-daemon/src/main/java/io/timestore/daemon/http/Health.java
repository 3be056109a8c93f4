package io.timestore.daemon.http;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The daemon's state at one moment.
 *
 * @param reason what is wrong; null if all is well
 * @param datasets how many datasets have rows in the hot buffer
 * @param hotBufferHealthy whether the hot buffer answers
 * @param lastIngestAt when rows were last staged; null if never since the start
 */
public record Health(
    State state,
    @Nullable String reason,
    long datasets,
    boolean hotBufferHealthy,
    @Nullable Instant lastIngestAt) {

  /** How well the daemon works. */
  public enum State {
    OK,
    /** Ingest and queries work, something else does not. */
    DEGRADED,
    UNAVAILABLE
  }
}
