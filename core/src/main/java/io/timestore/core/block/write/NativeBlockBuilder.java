package io.timestore.core.block.write;

import io.timestore.core.model.Field;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Collects rows and writes them as a block of ClickHouse's Native format. Every column may be NULL.
 * For one thread; it keeps its memory from block to block.
 */
public final class NativeBlockBuilder {
  private final List<Field> fields;
  private final ColumnBuilder[] columns;
  private int rows;

  public NativeBlockBuilder(List<Field> fields) {
    this.fields = List.copyOf(fields);
    this.columns =
        fields.stream()
            .map(field -> ColumnBuilder.of(field.name(), field.type(), true))
            .toArray(ColumnBuilder[]::new);
  }

  public List<Field> fields() {
    return fields;
  }

  /** A column by its position; each takes one value per row. */
  public ColumnBuilder column(int index) {
    return columns[index];
  }

  /** Ends a row, in which every column was given a value or NULL. */
  public void endRow() {
    rows++;
  }

  public int rows() {
    return rows;
  }

  /** About as many bytes as the block takes. */
  public long rawBytes() {
    long bytes = 0;
    for (ColumnBuilder column : columns) {
      bytes += column.rawBytes();
    }
    return bytes;
  }

  /** Writes the rows and forgets them. */
  public void finishTo(OutputStream out) throws IOException {
    ByteBuilder head = new ByteBuilder(16);
    head.putVarLong(columns.length);
    head.putVarLong(rows);
    head.writeTo(out);
    for (ColumnBuilder column : columns) {
      column.writeTo(out);
    }
    clear();
  }

  /** Forgets the rows. */
  public void clear() {
    rows = 0;
    for (ColumnBuilder column : columns) {
      column.clear();
    }
  }
}
