package io.timestore.verify;

import io.timestore.daemon.flush.FlushStep;
import java.util.concurrent.locks.LockSupport;

/** The faults under which a broken protocol shows soonest. */
final class MutationFaults {
  private static final long REST_NANOS = 500_000_000;

  private MutationFaults() {}

  /** Answers whether a fault was done. */
  static boolean strike(Nemesis nemesis, Mutation mutation) {
    return switch (mutation) {
      case SKIP_SEAL -> nemesis.step(FlushStep.INSERTED, true, Nemesis.STEP_WAIT);
      case TRIM_EARLY -> nemesis.step(FlushStep.MARKED, true, Nemesis.STEP_WAIT);
      case NO_FENCING -> nemesis.step(FlushStep.MARKED, false, Nemesis.STEP_WAIT);
      case SKIP_GENERATION_CHECK, EVENT_TIME_WATERMARK -> {
        LockSupport.parkNanos(REST_NANOS);
        yield false;
      }
    };
  }
}
