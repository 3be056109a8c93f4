package io.timestore.calcite.execute;

import io.timestore.calcite.plan.CompiledPlan;
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
record StatementSnapshot(Map<Table, TableTail> tables) {

  /** Captures the lanes of all tables of a plan in one round trip. */
  static StatementSnapshot capture(CompiledPlan plan, TailCache tails) {
    Map<Table, Set<String>> used = plan.tables();
    List<LaneId> lanes = new ArrayList<>();
    for (Table table : used.keySet()) {
      for (int lane = 0; lane < table.lanes(); lane++) {
        lanes.add(new LaneId(table.id(), lane));
      }
    }
    List<LaneTail> captured = lanes.isEmpty() ? List.of() : tails.capture(lanes);
    Map<Table, TableTail> tables = new LinkedHashMap<>();
    int from = 0;
    for (Map.Entry<Table, Set<String>> entry : used.entrySet()) {
      Table table = entry.getKey();
      List<LaneTail> own = captured.subList(from, from + table.lanes());
      from += table.lanes();
      tables.put(table, new TableTail(table, tables.size(), List.copyOf(entry.getValue()), own));
    }
    return new StatementSnapshot(tables);
  }

  /** Whether a block was staged with a schema that the plan does not know. */
  boolean isNewerThanPlan() {
    return tables.values().stream()
        .anyMatch(
            tail ->
                tail.lanes().stream()
                    .anyMatch(
                        lane -> lane.state().schemaVersion() > tail.table().schema().version()));
  }

  boolean hasTail() {
    return tables.values().stream().anyMatch(tail -> tail.rows() > 0);
  }
}
