package io.timestore.calcite.run;

import io.timestore.calcite.snapshot.StatementSnapshot;
import io.timestore.calcite.snapshot.TableTail;
import io.timestore.core.hot.LaneTail;
import io.timestore.core.model.TableName;
import io.timestore.core.model.WatermarkVector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where an answer came from.
 *
 * @param filter how rows above the watermark were kept out of the cold part
 * @param tables the snapshot of each table that was read
 * @param clickHouseSql the SQL that ClickHouse ran
 * @param planTime time to find or make the plan
 * @param captureTime time to capture watermarks and tails
 * @param firstBlockTime time from sending the statement to the first block of its answer, null
 *     before that
 */
public record StatementProvenance(
    Strategy strategy,
    Filter filter,
    List<TableSnapshot> tables,
    String clickHouseSql,
    Duration planTime,
    Duration captureTime,
    @Nullable Duration firstBlockTime) {
  public StatementProvenance {
    tables = List.copyOf(tables);
  }

  static StatementProvenance of(
      Strategy strategy,
      Filter filter,
      StatementSnapshot snapshot,
      String clickHouseSql,
      long planNanos,
      long captureNanos) {
    List<TableSnapshot> tables = new ArrayList<>();
    for (TableTail tail : snapshot.stored().values()) {
      List<Long> watermarks = new ArrayList<>();
      List<Long> lastSequences = new ArrayList<>();
      for (LaneTail lane : tail.lanes()) {
        watermarks.add(lane.state().watermark());
        lastSequences.add(lane.state().lastSequence());
      }
      tables.add(
          new TableSnapshot(
              tail.table().name(),
              watermarks,
              lastSequences,
              tail.rows(),
              tail.bytes(),
              tail.table().schema().version()));
    }
    return new StatementProvenance(
        strategy,
        filter,
        tables,
        clickHouseSql,
        Duration.ofNanos(planNanos),
        Duration.ofNanos(captureNanos),
        null);
  }

  /** How rows above the watermark were kept out of what ClickHouse read. */
  public enum Filter {
    /** None could be there: no insert began from the capture to the end of the answer. */
    NONE("none"),
    /** By {@code _seq <= W}. */
    WATERMARK("watermark");

    private final String word;

    Filter(String word) {
      this.word = word;
    }

    /** The word that users see. */
    public String word() {
      return word;
    }
  }

  /** What was read, to read it again later. */
  public WatermarkVector asOf() {
    Map<TableName, List<Long>> lanes = new LinkedHashMap<>();
    tables.forEach(table -> lanes.put(table.table(), table.lastSequences()));
    return WatermarkVector.of(lanes);
  }

  /** How hot and cold rows were brought together. */
  public enum Strategy {
    /** No table: ClickHouse computed the answer from the statement alone. */
    NO_TABLE("no-table"),
    /** Every tail was empty. */
    COLD_ONLY("cold-only"),
    /** The tails travelled with the statement. */
    SHIP_TAIL("ship-tail"),
    /** What ClickHouse computed of the cold rows was merged with the tails here. */
    MERGE_HERE("merge-here"),
    /** ClickHouse computed parts of the statement, and the rest was computed of those here. */
    RUN_HERE("run-here");

    private final String word;

    Strategy(String word) {
      this.word = word;
    }

    /** The word that users see. */
    public String word() {
      return word;
    }
  }

  /**
   * What was read of a table.
   *
   * @param watermarks W of each lane, in the order of lanes
   * @param lastSequences newest sequence of each lane
   * @param hotRows rows in the tail
   * @param hotBytes encoded bytes of the tail's blocks
   * @param schemaVersion version of the schema that the plan used
   */
  public record TableSnapshot(
      TableName table,
      List<Long> watermarks,
      List<Long> lastSequences,
      long hotRows,
      long hotBytes,
      int schemaVersion) {
    public TableSnapshot {
      watermarks = List.copyOf(watermarks);
      lastSequences = List.copyOf(lastSequences);
    }
  }

  /** Hot rows over all tables. */
  public long hotRows() {
    return tables.stream().mapToLong(TableSnapshot::hotRows).sum();
  }
}
