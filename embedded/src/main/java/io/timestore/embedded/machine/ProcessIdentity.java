package io.timestore.embedded.machine;

import java.time.Instant;
import java.util.Optional;

/** Tells a process from a later one that got the same pid, by the time when it began. */
public final class ProcessIdentity {
  /** The kernel counts start times in hundredths of a second since boot. */
  private static final long TOLERANCE_MILLIS = 1500;

  private ProcessIdentity() {}

  public static long startedAt(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  public static Optional<ProcessHandle> find(long pid, long startedAt) {
    if (pid <= 0) {
      return Optional.empty();
    }
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> Math.abs(startedAt(process) - startedAt) < TOLERANCE_MILLIS);
  }
}
