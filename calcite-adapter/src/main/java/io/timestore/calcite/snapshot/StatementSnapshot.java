package io.timestore.calcite.snapshot;

import io.timestore.calcite.merge.column.Bindings;
import io.timestore.calcite.merge.tail.DecodedBlocks;
import io.timestore.calcite.merge.tail.TailPruning;
import io.timestore.calcite.plan.CompiledPlan;
import io.timestore.calcite.request.Freshness;
import io.timestore.calcite.request.ReadOptions;
import io.timestore.calcite.schema.SystemTables;
import io.timestore.calcite.show.SystemRows;
import io.timestore.core.hot.LaneState;
import io.timestore.core.hot.LaneTail;
import io.timestore.core.hot.TailCache;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one statement reads: per table W and tail of all lanes, captured at one instant. */
public record StatementSnapshot(Map<Table, TableTail> tables) {

  /**
   * Captures the lanes of all tables of a plan in one round trip; in two, if a table has more lanes
   * than the plan knows.
   *
   * @param options what is to be read of each table
   */
  public static StatementSnapshot capture(
      CompiledPlan plan, LaneSource source, ReadOptions options) {
    Map<Table, Integer> laneCounts = laneCounts(plan);
    List<LaneTail> captured = capture(laneCounts, source, options.freshness());
    if (raise(laneCounts, captured)) {
      captured = capture(laneCounts, source, options.freshness());
    }
    SystemRows rows =
        laneCounts.size() < plan.tables().size() ? source.systemRows() : SystemRows.NONE;
    return of(plan, laneCounts, captured, options, rows);
  }

  private static StatementSnapshot of(
      CompiledPlan plan,
      Map<Table, Integer> laneCounts,
      List<LaneTail> captured,
      ReadOptions options,
      SystemRows systemRows) {
    Map<Table, TableTail> tables = new LinkedHashMap<>();
    int from = 0;
    for (Map.Entry<Table, Set<String>> entry : plan.tables().entrySet()) {
      Table table = entry.getKey();
      List<LaneTail> own;
      if (SystemTables.isOne(table)) {
        own = List.of(systemRows.lane(table));
      } else {
        int lanes = laneCounts.getOrDefault(table, 1);
        own = AsOf.of(options, table, captured.subList(from, from + lanes));
        from += lanes;
      }
      tables.put(table, new TableTail(table, tables.size(), List.copyOf(entry.getValue()), own));
    }
    return new StatementSnapshot(tables);
  }

  private static List<LaneTail> capture(
      Map<Table, Integer> laneCounts, LaneSource source, Freshness freshness) {
    List<LaneId> lanes = lanes(laneCounts);
    return lanes.isEmpty()
        ? List.of()
        : source.capture(lanes, freshness, id -> name(laneCounts.keySet(), id));
  }

  private static String name(Set<Table> tables, long id) {
    return tables.stream()
        .filter(table -> table.id() == id)
        .map(table -> table.name().toString())
        .findFirst()
        .orElseThrow();
  }

  /** The lanes that a plan knows of each of its tables; of system tables nobody tells lanes. */
  private static Map<Table, Integer> laneCounts(CompiledPlan plan) {
    Map<Table, Integer> laneCounts = new LinkedHashMap<>();
    for (Table table : plan.tables().keySet()) {
      if (!SystemTables.isOne(table)) {
        laneCounts.put(table, table.lanes());
      }
    }
    return laneCounts;
  }

  private static List<LaneId> lanes(Map<Table, Integer> laneCounts) {
    List<LaneId> lanes = new ArrayList<>();
    laneCounts.forEach(
        (table, count) -> {
          for (int lane = 0; lane < count; lane++) {
            lanes.add(new LaneId(table.id(), lane));
          }
        });
    return lanes;
  }

  /** Raises the counts to what lane 0 says; answers whether one was raised. */
  private static boolean raise(Map<Table, Integer> laneCounts, List<LaneTail> captured) {
    boolean raised = false;
    int from = 0;
    for (Map.Entry<Table, Integer> entry : laneCounts.entrySet()) {
      int known = entry.getValue();
      int lanes = captured.get(from).state().lanes();
      from += known;
      if (lanes > known) {
        entry.setValue(lanes);
        raised = true;
      }
    }
    return raised;
  }

  /** Whether no lane's rows above its watermark could be visible in ClickHouse at the capture. */
  public boolean nothingInserting() {
    for (LaneState state : states()) {
      if (state.inserting()) {
        return false;
      }
    }
    return true;
  }

  /** Whether, since the capture, no insert began into any lane that was captured. */
  public boolean unmoved(TailCache tails) {
    Map<Table, Integer> laneCounts = new LinkedHashMap<>();
    stored().forEach((table, tail) -> laneCounts.put(table, tail.lanes().size()));
    return tails.unmoved(lanes(laneCounts), states());
  }

  /** The tables that are in the stores: all but system tables. */
  public Map<Table, TableTail> stored() {
    if (tables.keySet().stream().noneMatch(SystemTables::isOne)) {
      return tables;
    }
    Map<Table, TableTail> stored = new LinkedHashMap<>(tables);
    stored.keySet().removeIf(SystemTables::isOne);
    return stored;
  }

  private List<LaneState> states() {
    List<LaneState> states = new ArrayList<>();
    for (TableTail tail : stored().values()) {
      for (LaneTail lane : tail.lanes()) {
        states.add(lane.state());
      }
    }
    return states;
  }

  /** Whether a block was staged with a schema that the plan does not know. */
  public boolean isNewerThanPlan() {
    for (TableTail tail : tables.values()) {
      for (LaneTail lane : tail.lanes()) {
        if (lane.state().schemaVersion() > tail.table().schema().version()) {
          return true;
        }
      }
    }
    return false;
  }

  /** The same snapshot without the blocks that a statement can leave behind. */
  public StatementSnapshot pruned(TailPruning pruning, Bindings bindings) {
    Map<Table, TableTail> kept = new LinkedHashMap<>();
    tables.forEach(
        (table, tail) -> kept.put(table, tail.with(pruning.prune(table, tail.lanes(), bindings))));
    return new StatementSnapshot(kept);
  }

  /** The same snapshot with the rows of its blocks that a statement may need. */
  public StatementSnapshot picked(TailPruning pruning, DecodedBlocks decoded, Bindings bindings) {
    Map<Table, TableTail> kept = new LinkedHashMap<>();
    tables.forEach(
        (table, tail) ->
            kept.put(table, tail.withParts(pruning.pick(table, tail.lanes(), decoded, bindings))));
    return new StatementSnapshot(kept);
  }

  /** The same snapshot of the cold rows alone. */
  public StatementSnapshot withoutTails() {
    Map<Table, TableTail> cold = new LinkedHashMap<>();
    tables.forEach((table, tail) -> cold.put(table, tail.withoutRows()));
    return new StatementSnapshot(cold);
  }

  /** Whether every row of every table is in its tail. */
  public boolean nothingCold() {
    for (TableTail tail : tables.values()) {
      if (!tail.nothingCold()) {
        return false;
      }
    }
    return true;
  }

  public boolean hasTail() {
    for (TableTail tail : tables.values()) {
      if (tail.rows() > 0) {
        return true;
      }
    }
    return false;
  }
}
