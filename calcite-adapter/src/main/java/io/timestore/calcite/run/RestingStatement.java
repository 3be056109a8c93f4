package io.timestore.calcite.run;

import io.timestore.calcite.request.MergeStrategy;
import io.timestore.calcite.request.QueryRequest;
import io.timestore.calcite.snapshot.StatementSnapshot;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.hot.LaneTail;
import io.timestore.core.hot.RestingLanes;
import io.timestore.core.hot.TailCache;

/**
 * A statement over a snapshot that was captured for earlier ones, of tables to which nothing
 * happened for so long that it is likely what a capture would give now. So ClickHouse can be asked
 * at once; what it answers counts only if a capture afterwards finds that nothing did happen.
 *
 * @param asked how cold rows and tail were asked to be brought together
 * @param text ClickHouse's part, in which parameters still stand for their values
 */
record RestingStatement(
    RestingLanes lanes, StatementSnapshot snapshot, MergeStrategy asked, Way way, String text) {
  /** What a statement gains that does not wait for its capture, about. */
  private static final double GAIN_NANOS = 500_000;

  /**
   * Whether this, over empty tails, is what is to be sent over these lanes, whatever the values of
   * parameters are.
   */
  boolean isFor(RestingLanes others, QueryRequest request) {
    if (asked != request.options().strategy() || way.maxRows() != request.maxRows()) {
      return false;
    }
    for (int i = 0; i < others.tails().size(); i++) {
      LaneTail other = others.tails().get(i);
      if (!other.blocks().isEmpty() || !other.state().equals(lanes.tails().get(i).state())) {
        return false;
      }
    }
    return true;
  }

  /** The same statement over the same lanes, found later. */
  RestingStatement foundIn(RestingLanes later) {
    return new RestingStatement(later, snapshot, asked, way, text);
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

  /** What is sent, under an id that leaves a second run alone. */
  ClickHouseStatement statement(StatementRunner.Job job) {
    return ClickHouseCall.of(
        job,
        way.snapshot(),
        way.sql(),
        text,
        job.request().queryId() + StatementRunner.UNFILTERED,
        way.maxRows(),
        false);
  }

  /** Whether its snapshot is what a capture gives now. */
  boolean holds(TailCache tails) {
    return tails.stillAtRest(lanes);
  }
}
