package io.timestore.verify;

import io.timestore.daemon.flush.FlushStep;
import java.util.concurrent.locks.LockSupport;

/** The faults under which a broken protocol shows soonest. */
final class MutationFaults {
  private static final long REST_NANOS = 500_000_000;

  private MutationFaults() {}

  static void strike(Nemesis nemesis, Mutation mutation) {
    switch (mutation) {
      case SKIP_SEAL -> nemesis.step(FlushStep.INSERTED, true);
      case TRIM_EARLY -> nemesis.step(FlushStep.MARKED, true);
      case NO_FENCING -> nemesis.step(FlushStep.MARKED, false);
      case SKIP_GENERATION_CHECK, EVENT_TIME_WATERMARK -> LockSupport.parkNanos(REST_NANOS);
    }
  }
}
