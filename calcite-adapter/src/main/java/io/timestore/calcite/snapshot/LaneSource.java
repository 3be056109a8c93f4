package io.timestore.calcite.snapshot;

import io.timestore.calcite.request.Freshness;
import io.timestore.calcite.schema.CatalogSnapshot;
import io.timestore.calcite.show.SystemRows;
import io.timestore.core.block.ValueBounds;
import io.timestore.core.catalog.CatalogReader;
import io.timestore.core.hot.HotBuffer;
import io.timestore.core.hot.LaneCapture;
import io.timestore.core.hot.LaneCursor;
import io.timestore.core.hot.LaneState;
import io.timestore.core.hot.LaneTail;
import io.timestore.core.hot.TailCache;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import io.timestore.core.model.TableName;
import io.timestore.core.model.WatermarkVector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Tells of lanes where they stand: by the hot buffer, or, for those who read flushed rows only, by
 * the catalog, which publishes a watermark before the hot buffer has it. Safe for many threads.
 */
public final class LaneSource {
  private final TailCache tails;
  private final HotBuffer hotBuffer;
  private final CatalogReader catalog;

  /**
   * Makes a source.
   *
   * @param tailBytes the most memory that hot tails take
   */
  public LaneSource(HotBuffer hotBuffer, CatalogReader catalog, long tailBytes) {
    this.tails = new TailCache(hotBuffer, tailBytes);
    this.hotBuffer = hotBuffer;
    this.catalog = catalog;
  }

  public TailCache tails() {
    return tails;
  }

  /** The rows of system tables as they are now. */
  SystemRows systemRows() {
    return new SystemRows(CatalogSnapshot.of(0, catalog.tables()));
  }

  /** Lanes at one instant, with their tails unless only flushed rows are read. */
  List<LaneTail> capture(List<LaneId> lanes, Freshness freshness, LongFunction<String> tableName) {
    if (freshness == Freshness.REPLICA_ONLY) {
      Map<LaneId, Long> published = catalog.watermarks(lanes);
      return lanes.stream()
          .map(lane -> flushed(lane, published.getOrDefault(lane, lane.origin())))
          .toList();
    }
    List<LaneTail> captured = tails.capture(lanes, tableName);
    return freshness == Freshness.STRICT
        ? captured
        : IntStream.range(0, lanes.size())
            .mapToObj(i -> unflushed(lanes.get(i), captured.get(i)))
            .toList();
  }

  /** Nothing above W is read, and rows above W may be visible. */
  private static LaneTail flushed(LaneId lane, long watermark) {
    long w = Math.max(lane.origin(), watermark);
    return new LaneTail(
        new LaneState(w, w, 0, true, 0, 0, 0, 0, 1, 0, ValueBounds.UNKNOWN), List.of());
  }

  /** Nothing at or below W is read, as if nothing had been flushed. */
  private static LaneTail unflushed(LaneId lane, LaneTail tail) {
    LaneState s = tail.state();
    LaneState none =
        new LaneState(
            s.lastSequence(),
            lane.origin(),
            s.generation(),
            s.inserting(),
            s.schemaVersion(),
            s.trimmedUpTo(),
            s.rows(),
            s.bytes(),
            s.lanes(),
            s.flushWanted(),
            s.bounds());
    return new LaneTail(none, tail.blocks());
  }

  /** The last sequences of all lanes of tables at one instant. */
  public WatermarkVector now(Collection<Table> tables, Freshness freshness) {
    List<LaneId> lanes = new ArrayList<>();
    for (Table table : tables) {
      for (int lane = 0; lane < table.lanes(); lane++) {
        lanes.add(new LaneId(table.id(), lane));
      }
    }
    Map<LaneId, Long> last =
        freshness == Freshness.REPLICA_ONLY ? catalog.watermarks(lanes) : lastSequences(lanes);
    Map<TableName, List<Long>> vector = new LinkedHashMap<>();
    for (Table table : tables) {
      vector.put(
          table.name(),
          IntStream.range(0, table.lanes())
              .mapToObj(lane -> new LaneId(table.id(), lane))
              .map(lane -> last.getOrDefault(lane, lane.origin()))
              .toList());
    }
    return WatermarkVector.of(vector);
  }

  /** A lane that the hot buffer does not have yet is left out. */
  private Map<LaneId, Long> lastSequences(List<LaneId> lanes) {
    List<@Nullable LaneState> states = hotBuffer.states(lanes);
    List<LaneCursor> known = new ArrayList<>();
    for (int i = 0; i < lanes.size(); i++) {
      if (states.get(i) != null) {
        known.add(LaneCursor.noBlocks(lanes.get(i)));
      }
    }
    Map<LaneId, Long> last = new HashMap<>();
    List<LaneCapture> captured = known.isEmpty() ? List.of() : hotBuffer.capture(known, 0);
    for (int i = 0; i < known.size(); i++) {
      last.put(known.get(i).lane(), captured.get(i).state().lastSequence());
    }
    return last;
  }
}
