package io.timestore.core.block;

import io.timestore.core.block.frame.FrameOutputStream;
import io.timestore.core.block.write.ByteBuilder;
import io.timestore.core.block.write.ColumnBuilder;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.Field;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimestoreException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encodes rows into a {@link Block}: values are appended column by column, {@link #endRow} ends a
 * row. After an append that threw, the builder must be {@link #reset}. For one thread; a builder
 * that is reset keeps its memory.
 */
public final class BlockBuilder {
  private final TableSchema schema;
  private final ColumnBuilder[] columns;
  private final ByteBuilder frames = new ByteBuilder(1024);
  private final FrameOutputStream compressor =
      new FrameOutputStream(OutputStream.nullOutputStream());
  private String partitionKey;
  private int window;
  private long ingestedAtMillis;
  private int rows;
  private long minTimeNanos = Long.MAX_VALUE;
  private long maxTimeNanos = Long.MIN_VALUE;

  /**
   * @param partitionKey canonical JSON text of the rows' partition key
   * @param window number of the time window that holds every row
   * @param ingestedAtMillis now, milliseconds since the epoch
   */
  public BlockBuilder(TableSchema schema, String partitionKey, int window, long ingestedAtMillis) {
    this.schema = schema;
    this.partitionKey = partitionKey;
    this.window = window;
    this.ingestedAtMillis = ingestedAtMillis;
    this.columns = new ColumnBuilder[schema.fields().size()];
    for (int i = 0; i < columns.length; i++) {
      Field field = schema.fields().get(i);
      columns[i] = ColumnBuilder.of(field.name(), field.type(), schema.nullable(i));
    }
  }

  /** Forgets all rows and starts another block of the same schema version. */
  public void reset(String newPartitionKey, int newWindow, long newIngestedAtMillis) {
    partitionKey = newPartitionKey;
    window = newWindow;
    ingestedAtMillis = newIngestedAtMillis;
    rows = 0;
    minTimeNanos = Long.MAX_VALUE;
    maxTimeNanos = Long.MIN_VALUE;
    for (ColumnBuilder column : columns) {
      column.clear();
    }
  }

  /** The column of a field, by its position in the schema. */
  public ColumnBuilder column(int fieldIndex) {
    return columns[fieldIndex];
  }

  /**
   * Ends a row. Columns without a value in it become NULL.
   *
   * @param timeNanos the row's time, nanoseconds since the epoch
   * @throws TimestoreException INVALID_VALUE if the time column has no value
   */
  public void endRow(long timeNanos) {
    for (ColumnBuilder column : columns) {
      if (column.size() == rows) {
        column.appendNull();
      } else if (column.size() != rows + 1) {
        throw new TimestoreException(
            ErrorCode.INVALID_VALUE, "column '" + column.name() + "' has two values in one row");
      }
    }
    rows++;
    minTimeNanos = Math.min(minTimeNanos, timeNanos);
    maxTimeNanos = Math.max(maxTimeNanos, timeNanos);
  }

  public int rows() {
    return rows;
  }

  /** About as many bytes as the rows take uncompressed. */
  public long rawBytes() {
    long bytes = 0;
    for (ColumnBuilder column : columns) {
      bytes += column.rawBytes();
    }
    return bytes;
  }

  /** Encodes the rows. The builder keeps them until it is reset. */
  public Block build() {
    if (rows == 0) {
      throw new IllegalStateException("a block has at least one row");
    }
    frames.clear();
    List<BlockColumn> described = new ArrayList<>(columns.length);
    for (ColumnBuilder column : columns) {
      described.add(encode(column));
    }
    BlockHeader header =
        new BlockHeader(
            schema.version(),
            rows,
            window,
            partitionKey,
            minTimeNanos,
            maxTimeNanos,
            ingestedAtMillis,
            described);
    return BlockHeaderCodec.encode(header, frames);
  }

  private BlockColumn encode(ColumnBuilder column) {
    int offset = frames.size();
    try {
      compressor.reset(frames.asOutputStream());
      column.writeTo(compressor);
      compressor.endFrame();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ColumnBuilder.@Nullable Range range = column.range();
    return new BlockColumn(
        column.name(),
        column.clickHouseType(),
        offset,
        frames.size() - offset,
        (int) compressor.rawTotal(),
        column.nulls(),
        range == null ? null : range.min(),
        range == null ? null : range.max());
  }
}
