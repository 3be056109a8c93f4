package io.timestore.calcite.merge;

import io.timestore.core.block.Block;
import io.timestore.core.block.BlockAssembler;
import io.timestore.core.block.ColumnVector;
import io.timestore.core.block.NativeBlock;
import io.timestore.core.block.NativeReader;
import io.timestore.core.error.ErrorCode;
import io.timestore.core.error.TimestoreException;
import io.timestore.core.hot.HotBlock;
import io.timestore.core.hot.LaneTail;
import io.timestore.core.model.TableSchema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
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
record TailReader(TableSchema schema, List<@Nullable String> names, List<ValueType> types) {

  /** The rows of all blocks, lane by lane in sequence order. */
  Batch read(List<LaneTail> lanes) {
    List<List<ColumnVector>> parts = new ArrayList<>();
    names.forEach(name -> parts.add(new ArrayList<>()));
    int rows = 0;
    for (int lane = 0; lane < lanes.size(); lane++) {
      for (HotBlock block : lanes.get(lane).blocks()) {
        rows = Math.addExact(rows, block.block().header().rows());
        decode(block, lane, parts);
      }
    }
    @Nullable Column[] columns = new @Nullable Column[names.size()];
    for (int i = 0; i < columns.length; i++) {
      if (names.get(i) != null) {
        columns[i] =
            rows == 0
                ? Gathered.column(new Column[0], new int[0], ofKnownKind(types.get(i)))
                : ColumnDecoder.of(parts.get(i), types.get(i), rows);
      }
    }
    return new Batch(rows, columns);
  }

  /** No rows of an opaque type are as good as no rows of decimals. */
  private static ValueType ofKnownKind(ValueType type) {
    return type.kind() == ValueType.Kind.OPAQUE ? new ValueType(ValueType.Kind.DECIMAL, 0) : type;
  }

  private void decode(HotBlock hot, int lane, List<List<ColumnVector>> parts) {
    Block block = hot.block();
    List<String> stored = new ArrayList<>();
    for (String name : names) {
      if (name != null && block.header().indexOf(name) >= 0) {
        stored.add(name);
      }
    }
    NativeBlock decoded = block.decode(stored);
    int next = 0;
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name != null) {
        boolean isStored = next < stored.size() && stored.get(next).equals(name);
        parts.get(i).add(isStored ? decoded.columns().get(next++) : generated(hot, lane, name));
      }
    }
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
