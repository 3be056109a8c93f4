package io.timestore.core.block;

import io.timestore.core.block.write.ByteBuilder;
import io.timestore.core.block.write.ColumnBuilder;
import io.timestore.core.block.write.DefaultText;
import io.timestore.core.block.write.KeywordColumnBuilder;
import io.timestore.core.model.Field;
import io.timestore.core.model.SystemColumn;
import java.io.IOException;
import java.io.OutputStream;

/** Native columns that a block does not hold, because every row has the same value in them. */
final class GeneratedColumn {
  private static final int CHUNK_ROWS = 4096;

  private GeneratedColumn() {}

  /** The column of a field that the block is older than: its default, or NULL. */
  static void writeField(OutputStream out, Field field, boolean nullable, int rows)
      throws IOException {
    ColumnBuilder column = ColumnBuilder.of(field.name(), field.type(), nullable);
    String text = field.defaultText();
    for (int row = 0; row < rows; row++) {
      if (text == null) {
        column.appendNull();
      } else {
        DefaultText.append(text, column);
      }
    }
    column.writeTo(out);
  }

  /**
   * A system column of rows of a block.
   *
   * @param rows how many
   */
  static void writeSystem(
      OutputStream out, SystemColumn column, BlockHeader header, int rows, long sequence, int lane)
      throws IOException {
    ByteBuilder head = new ByteBuilder(64);
    head.putText(column.columnName());
    head.putText(column.clickHouseType());
    ByteBuilder value = new ByteBuilder(Long.BYTES);
    switch (column) {
      case SEQ -> value.putLong(sequence);
      case LANE -> value.putShort(lane);
      case INGESTED_AT -> value.putLong(header.ingestedAtMillis());
      case PARTITION_KEY -> {
        KeywordColumnBuilder.putSingleKeyDictionary(head, header.partitionKey(), rows);
        value.putByte(0);
      }
    }
    head.writeTo(out);
    repeat(out, value, rows);
  }

  private static void repeat(OutputStream out, ByteBuilder value, int rows) throws IOException {
    ByteBuilder chunk = new ByteBuilder(Math.min(rows, CHUNK_ROWS) * value.size());
    int left = rows;
    while (left > 0) {
      int n = Math.min(left, CHUNK_ROWS);
      chunk.clear();
      for (int i = 0; i < n; i++) {
        chunk.putBytes(value.array(), 0, value.size());
      }
      chunk.writeTo(out);
      left -= n;
    }
  }
}
