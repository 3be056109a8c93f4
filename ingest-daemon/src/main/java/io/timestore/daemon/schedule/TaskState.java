package io.timestore.daemon.schedule;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of a scheduled task at one moment.
 *
 * @param period pause between two runs
 * @param lastSuccessAt null if it never succeeded
 * @param age time since the last success; since the start if it never succeeded
 * @param failures number of failed runs since the start
 * @param lastError of the last run; null if it succeeded
 * @param late whether its last success is older than {@link ScheduledTask#lateAfter}
 */
public record TaskState(
    String name,
    Duration period,
    @Nullable Instant lastSuccessAt,
    Duration age,
    long failures,
    @Nullable String lastError,
    boolean late) {

  /** A sentence about a late task; null if it is on time. */
  public @Nullable String problem() {
    if (!late) {
      return null;
    }
    return "task '"
        + name
        + "' has not succeeded for "
        + age.toSeconds()
        + " s (its period is "
        + period.toMillis()
        + " ms): "
        + (lastError == null ? "it is still running" : lastError);
  }
}
