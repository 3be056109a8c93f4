package io.timestore.calcite.snapshot;

import io.timestore.calcite.request.ReadOptions;
import io.timestore.core.hot.LaneState;
import io.timestore.core.hot.LaneTail;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import io.timestore.core.model.TimestoreException;
import io.timestore.core.model.WatermarkVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Cuts what was captured down to a point in a table's history. Rows are only ever appended, so what
 * was there then are the rows with {@code _seq <= X}, cold or hot.
 */
final class AsOf {
  private AsOf() {}

  /**
   * The lanes as they were.
   *
   * @throws TimestoreException INVALID_REQUEST if the vector does not name the table;
   *     FRESHNESS_NOT_MET if it names a sequence that a lane does not have yet
   */
  static List<LaneTail> of(ReadOptions options, Table table, List<LaneTail> captured) {
    WatermarkVector vector = options.asOf();
    if (vector == null) {
      return captured;
    }
    Map<Integer, Long> wanted = vector.lanes(table.name());
    if (wanted == null && options.wholeHistory()) {
      wanted = Map.of();
    }
    if (wanted == null) {
      throw new TimestoreException(
          ErrorCode.INVALID_REQUEST,
          "asOf does not say as of which sequence to read "
              + table.name()
              + "; it names: "
              + vector);
    }
    List<LaneTail> lanes = new ArrayList<>(captured.size());
    for (int lane = 0; lane < captured.size(); lane++) {
      long origin = new LaneId(table.id(), lane).origin();
      lanes.add(cut(table, lane, captured.get(lane), wanted.getOrDefault(lane, origin)));
    }
    refuseMoreLanes(wanted, table, captured.size());
    return lanes;
  }

  private static void refuseMoreLanes(Map<Integer, Long> wanted, Table table, int lanes) {
    wanted.keySet().stream()
        .filter(lane -> lane >= lanes)
        .findFirst()
        .ifPresent(
            lane -> {
              throw new TimestoreException(
                  ErrorCode.INVALID_REQUEST,
                  "asOf names lane " + lane + " of " + table.name() + ", which has " + lanes);
            });
  }

  private static LaneTail cut(Table table, int lane, LaneTail tail, long last) {
    LaneState s = tail.state();
    if (last > s.lastSequence()) {
      throw new TimestoreException(
          ErrorCode.FRESHNESS_NOT_MET,
          "asOf asks for sequence "
              + last
              + " of "
              + table.name()
              + ", lane "
              + lane
              + ", whose newest is "
              + s.lastSequence());
    }
    LaneState then =
        new LaneState(
            last,
            Math.min(last, s.watermark()),
            s.generation(),
            true,
            s.schemaVersion(),
            s.trimmedUpTo(),
            s.rows(),
            s.bytes(),
            s.lanes(),
            s.flushWanted(),
            s.bounds());
    return new LaneTail(then, tail.blocks().stream().filter(b -> b.sequence() <= last).toList());
  }
}
