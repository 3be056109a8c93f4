package io.timestore.calcite.execute;

import io.timestore.calcite.plan.CompiledPlan;
import io.timestore.core.hot.RestingLanes;
import io.timestore.core.hot.TailCache;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot that was captured for earlier statements, of tables to which nothing happened for so
 * long that it is likely what a capture would give now. So ClickHouse can be asked at once; what it
 * answers counts only if a capture afterwards finds that nothing did happen.
 */
record RestingSnapshot(StatementSnapshot snapshot, RestingLanes lanes) {
  /** What a statement gains that does not wait for its capture, about. */
  private static final double GAIN_NANOS = 500_000;

  /** The snapshot that a plan's tables rest at; null if one of them does not. */
  static @Nullable RestingSnapshot of(CompiledPlan plan, TailCache tails) {
    if (plan.tables().isEmpty()) {
      return null;
    }
    RestingLanes lanes = tails.atRest(StatementSnapshot.lanes(StatementSnapshot.laneCounts(plan)));
    StatementSnapshot snapshot = lanes == null ? null : StatementSnapshot.of(plan, lanes.tails());
    return lanes == null || snapshot == null || snapshot.isNewerThanPlan()
        ? null
        : new RestingSnapshot(snapshot, lanes);
  }

  /**
   * Whether a guess is likely to win more than it loses: in time t something happens with a chance
   * of about t / rest, and then t is lost.
   *
   * @param answerNanos how long ClickHouse took to answer last, 0 if it did not yet
   */
  boolean isWorthIt(long answerNanos) {
    return answerNanos > 0 && lanes.nanos() > answerNanos * (answerNanos / GAIN_NANOS);
  }

  /** Whether it is what a capture gives now. */
  boolean holds(TailCache tails) {
    return tails.stillAtRest(lanes);
  }
}
