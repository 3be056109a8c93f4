package io.timestore.core.model;

/** One lane of a table. */
public record LaneId(long tableId, int lane) {
  private static final int LANE_SHIFT = 40;

  /**
   * The watermark of a lane that has nothing yet. Sequences of a table's lanes never meet: each
   * lane's lie above its origin and below the next lane's.
   */
  public long origin() {
    return (long) lane << LANE_SHIFT;
  }

  /** The lane of its table that a sequence belongs to; an origin belongs to its lane. */
  public static int laneOf(long sequence) {
    return (int) (sequence >>> LANE_SHIFT);
  }
}
