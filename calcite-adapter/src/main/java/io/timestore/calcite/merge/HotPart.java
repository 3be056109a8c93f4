package io.timestore.calcite.merge;

import io.timestore.calcite.merge.column.Bindings;
import io.timestore.calcite.merge.column.ColumnBatch;
import io.timestore.calcite.merge.column.Step;
import io.timestore.calcite.merge.tail.DecodedBlocks;
import io.timestore.calcite.merge.tail.TailReader;
import io.timestore.core.hot.LaneTail;
import java.util.List;

/**
 * What is computed of a tail here: its columns, and steps over them. Immutable; safe for use by
 * many threads.
 */
record HotPart(TailReader reader, List<Step> steps) {
  HotPart {
    steps = List.copyOf(steps);
  }

  ColumnBatch run(List<LaneTail> lanes, DecodedBlocks decoded, Bindings bindings) {
    ColumnBatch batch = reader.read(lanes, decoded);
    for (Step step : steps) {
      batch = step.apply(batch, bindings);
    }
    return batch;
  }
}
