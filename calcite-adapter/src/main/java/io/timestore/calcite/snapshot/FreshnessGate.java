package io.timestore.calcite.snapshot;

import io.timestore.calcite.plan.CompiledPlan;
import io.timestore.calcite.request.MinWatermark;
import io.timestore.calcite.request.QueryRequest;
import io.timestore.calcite.request.ReadOptions;
import io.timestore.calcite.request.StatementControl;
import io.timestore.core.hot.LaneState;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.Table;
import io.timestore.core.model.TimestoreException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Captures snapshots until one has the writes that a statement asks for, or its patience ends. For
 * one statement.
 */
public final class FreshnessGate {
  private static final long FIRST_PAUSE_MILLIS = 5;
  private static final long LONGEST_PAUSE_MILLIS = 100;

  private final LaneSource lanes;
  private final ReadOptions options;
  private final StatementControl control;
  private final long deadline;

  public FreshnessGate(LaneSource lanes, QueryRequest request) {
    this.lanes = lanes;
    this.options = request.options();
    this.control = request.control();
    this.deadline = System.nanoTime() + options.freshTimeout().toNanos();
  }

  /** Throws FRESHNESS_NOT_MET if the writes do not come in time, CANCELED or TIMEOUT. */
  public StatementSnapshot capture(CompiledPlan plan) {
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      StatementSnapshot snapshot = StatementSnapshot.capture(plan, lanes, options);
      String missing = missing(snapshot);
      if (missing == null) {
        return snapshot;
      }
      if (options.asOf() != null || System.nanoTime() - deadline >= 0) {
        throw new TimestoreException(
            ErrorCode.FRESHNESS_NOT_MET,
            missing
                + " with freshness "
                + options.freshness().word()
                + (options.asOf() == null
                    ? " after "
                        + options.freshTimeout().toMillis()
                        + " ms; try again, or raise"
                        + " fresh_timeout_ms"
                    : " at the point that asOf names"));
      }
      control.pause(pause);
      pause = Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
    }
  }

  private @Nullable String missing(StatementSnapshot snapshot) {
    MinWatermark least = options.minWatermark();
    if (least == null) {
      return null;
    }
    Map<Table, TableTail> stored = snapshot.stored();
    for (TableTail tail : stored.values()) {
      for (Map.Entry<Integer, Long> wanted : least.of(tail.table(), stored.size()).entrySet()) {
        int lane = wanted.getKey();
        LaneState state = lane < tail.lanes().size() ? tail.lanes().get(lane).state() : null;
        if (state == null || state.lastSequence() < wanted.getValue()) {
          return "sequence "
              + wanted.getValue()
              + " of "
              + tail.table().name()
              + " is not there"
              + (state == null
                  ? ", the table has no lane " + lane
                  : ", the newest is " + state.lastSequence() + ",");
        }
      }
    }
    return null;
  }
}
