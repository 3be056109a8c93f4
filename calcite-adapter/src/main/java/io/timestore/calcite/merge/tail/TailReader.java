package io.timestore.calcite.merge.tail;

import io.timestore.calcite.merge.column.Column;
import io.timestore.calcite.merge.column.ColumnBatch;
import io.timestore.calcite.merge.column.Concatenation;
import io.timestore.calcite.merge.column.Gathered;
import io.timestore.calcite.merge.column.ValueType;
import io.timestore.core.block.Block;
import io.timestore.core.block.BlockAssembler;
import io.timestore.core.block.read.NativeReader;
import io.timestore.core.block.vector.ColumnVector;
import io.timestore.core.hot.HotBlock;
import io.timestore.core.hot.LaneTail;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimestoreException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the needed columns of a tail. Immutable; safe for use by many threads.
 *
 * @param schema the schema that the plan was made with
 * @param names the table's columns by position, null where a column is not needed
 * @param types the types to hold them in, by position
 */
public record TailReader(TableSchema schema, List<@Nullable String> names, List<ValueType> types) {

  /** The rows of all blocks, lane by lane in sequence order. */
  public ColumnBatch read(List<LaneTail> lanes, DecodedBlocks decoded) {
    int rows = 0;
    int blocks = 0;
    for (LaneTail lane : lanes) {
      rows = Math.addExact(rows, Math.toIntExact(lane.rows()));
      blocks += lane.blocks().size();
    }
    @Nullable Column[] columns = new @Nullable Column[names.size()];
    for (int i = 0; i < columns.length; i++) {
      String name = names.get(i);
      if (name != null) {
        columns[i] =
            rows == 0
                ? Gathered.column(new Column[0], new int[0], ofKnownKind(types.get(i)))
                : Concatenation.of(parts(lanes, blocks, name, types.get(i), decoded), rows);
      }
    }
    return new ColumnBatch(rows, columns);
  }

  /** The rows of one block. */
  public ColumnBatch read(HotBlock hot, int lane, DecodedBlocks decoded) {
    @Nullable Column[] columns = new @Nullable Column[names.size()];
    for (int i = 0; i < columns.length; i++) {
      String name = names.get(i);
      columns[i] = name == null ? null : column(hot, lane, name, types.get(i), decoded);
    }
    return new ColumnBatch(hot.block().header().rows(), columns);
  }

  private Column column(
      HotBlock hot, int lane, String name, ValueType type, DecodedBlocks decoded) {
    return decoded.get(hot.block(), name, type, () -> decode(hot, lane, name, type));
  }

  private Column[] parts(
      List<LaneTail> lanes, int blocks, String name, ValueType type, DecodedBlocks decoded) {
    Column[] parts = new Column[blocks];
    int at = 0;
    for (int lane = 0; lane < lanes.size(); lane++) {
      for (HotBlock hot : lanes.get(lane).blocks()) {
        parts[at++] = column(hot, lane, name, type, decoded);
      }
    }
    return parts;
  }

  /** No rows of an opaque type are as good as no rows of decimals. */
  private static ValueType ofKnownKind(ValueType type) {
    return type.kind() == ValueType.Kind.OPAQUE ? new ValueType(ValueType.Kind.DECIMAL, 0) : type;
  }

  private Column decode(HotBlock hot, int lane, String name, ValueType type) {
    Block block = hot.block();
    ColumnVector vector =
        block.header().indexOf(name) >= 0
            ? block.decode(List.of(name)).columns().get(0)
            : generated(hot, lane, name);
    return ColumnDecoder.of(List.of(vector), type, block.header().rows());
  }

  /** A column that the block does not hold: older than the field, or a system column. */
  private ColumnVector generated(HotBlock hot, int lane, String name) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      new BlockAssembler(schema).writeRaw(bytes, hot.block(), hot.sequence(), lane, List.of(name));
      try (NativeReader reader = new NativeReader(new ByteArrayInputStream(bytes.toByteArray()))) {
        return Objects.requireNonNull(reader.next()).columns().get(0);
      }
    } catch (IOException e) {
      throw new TimestoreException(
          ErrorCode.INTERNAL, "column '" + name + "' of a block could not be generated", e);
    }
  }
}
