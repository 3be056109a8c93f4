package io.timestore.calcite.snapshot;

import io.timestore.core.block.BlockAssembler;
import io.timestore.core.block.ValueBounds;
import io.timestore.core.clickhouse.ExternalTable;
import io.timestore.core.hot.HotBlock;
import io.timestore.core.hot.LaneState;
import io.timestore.core.hot.LaneTail;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * One table in a statement's snapshot: watermark and tail of each of its lanes, captured together.
 *
 * @param number counts the statement's tables; names its external table and parameters
 * @param columns the columns that the statement needs, none if it only counts rows
 * @param parts the rows that it needs of blocks of which it needs a part, by their positions
 */
public record TableTail(
    Table table,
    int number,
    List<String> columns,
    List<LaneTail> lanes,
    Map<HotBlock, int[]> parts) {
  public TableTail {
    columns = List.copyOf(columns);
    lanes = List.copyOf(lanes);
    parts = Map.copyOf(parts);
  }

  TableTail(Table table, int number, List<String> columns, List<LaneTail> lanes) {
    this(table, number, columns, lanes, Map.of());
  }

  /** The same table with the needed rows of its blocks alone. */
  TableTail withParts(Map<HotBlock, int[]> needed) {
    return new TableTail(table, number, columns, lanes, needed);
  }

  /** The same table with its watermarks and no tail. */
  TableTail withoutRows() {
    return with(lanes.stream().map(lane -> new LaneTail(lane.state(), List.of())).toList());
  }

  /** The same table with other blocks in its lanes. */
  TableTail with(List<LaneTail> others) {
    return new TableTail(table, number, columns, others);
  }

  /** What is known of the rows that are read. */
  public ValueBounds bounds() {
    ValueBounds all = ValueBounds.NO_ROWS;
    for (int lane = 0; lane < lanes.size(); lane++) {
      LaneState state = lanes.get(lane).state();
      if (state.watermark() > origin(lane)) {
        all = all.and(state.bounds());
      }
      all = all.plus(lanes.get(lane).blocks().stream().map(HotBlock::block).toList());
    }
    return all.withDefaults(table.schema());
  }

  /** How many rows are read at most, cold and hot; negative if that is not known. */
  public long allRows() {
    long all = rows();
    for (int lane = 0; lane < lanes.size(); lane++) {
      LaneState state = lanes.get(lane).state();
      if (state.watermark() > origin(lane)) {
        if (!state.bounds().known()) {
          return -1;
        }
        all += state.bounds().rows();
      }
    }
    return all;
  }

  /** How many rows the tail has. */
  public long rows() {
    long rows = 0;
    for (LaneTail lane : lanes) {
      for (HotBlock block : lane.blocks()) {
        rows += rows(block);
      }
    }
    return rows;
  }

  private int rows(HotBlock block) {
    int[] part = parts.get(block);
    return part == null ? block.block().header().rows() : part.length;
  }

  /** How long the blocks are that have rows in it. */
  public long bytes() {
    long bytes = 0;
    for (LaneTail lane : lanes) {
      for (HotBlock block : lane.blocks()) {
        bytes += rows(block) > 0 ? block.block().bytes().length : 0;
      }
    }
    return bytes;
  }

  /** Whether every row of the table is in the tail. */
  public boolean nothingCold() {
    for (int lane = 0; lane < lanes.size(); lane++) {
      if (lanes.get(lane).state().watermark() > origin(lane)) {
        return false;
      }
    }
    return true;
  }

  long origin(int lane) {
    return new LaneId(table.id(), lane).origin();
  }

  String externalName() {
    return "timestore_tail_" + number;
  }

  public String rowsParameter() {
    return "n" + number;
  }

  public String watermarkParameter(int lane) {
    return "w" + number + (lane == 0 ? "" : "_" + lane);
  }

  /** The tail as a table that travels with the statement. */
  public ExternalTable external() {
    BlockAssembler assembler = new BlockAssembler(table.schema());
    return new ExternalTable(
        externalName(), assembler.structure(columns), out -> write(assembler, out));
  }

  private void write(BlockAssembler assembler, OutputStream out) throws IOException {
    for (int lane = 0; lane < lanes.size(); lane++) {
      for (HotBlock block : lanes.get(lane).blocks()) {
        if (rows(block) > 0) {
          assembler.writeRaw(out, block.block(), block.sequence(), lane, columns, parts.get(block));
        }
      }
    }
  }
}
