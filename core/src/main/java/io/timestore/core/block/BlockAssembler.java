package io.timestore.core.block;

import io.timestore.core.block.frame.CompressedFrames;
import io.timestore.core.block.frame.FrameOutputStream;
import io.timestore.core.block.write.ByteBuilder;
import io.timestore.core.block.write.RowPicker;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.Field;
import io.timestore.core.model.SystemColumn;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimestoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Turns stored blocks into streams of ClickHouse Native blocks. Immutable; safe for use by many
 * threads.
 *
 * <p>Blocks written one after another are one valid stream, whatever their schema versions: each
 * has the same columns in the same order, those that a block is too old to hold generated from the
 * field's default. Stored columns are found by name and never re-encoded.
 */
public final class BlockAssembler {
  private final TableSchema schema;

  /**
   * @param schema the version whose columns are written; no block may be newer
   */
  public BlockAssembler(TableSchema schema) {
    this.schema = schema;
  }

  /**
   * Writes a block as compressed frames with all fields in schema order, then the system columns.
   * The stored frames are copied as they are.
   *
   * @throws TimestoreException INTERNAL if the block has a column that the schema does not have
   */
  public void writeCompressed(OutputStream out, Block block, long sequence, int lane)
      throws IOException {
    refuseNewer(block);
    BlockHeader header = block.header();
    FrameOutputStream frames = new FrameOutputStream(out);
    writeCounts(frames, schema.fields().size() + SystemColumn.values().length, header.rows());
    for (int i = 0; i < schema.fields().size(); i++) {
      BlockColumn stored = stored(header, i);
      if (stored == null) {
        writeMissing(frames, i, header.rows());
      } else {
        frames.endFrame();
        out.write(block.bytes(), stored.offset(), stored.length());
      }
    }
    for (SystemColumn column : SystemColumn.values()) {
      GeneratedColumn.writeSystem(frames, column, header, header.rows(), sequence, lane);
    }
    frames.endFrame();
  }

  /**
   * Writes a block uncompressed with the wanted columns in the wanted order; only those are
   * decompressed.
   *
   * @param columns names of fields of the schema or of system columns, at least one
   */
  public void writeRaw(OutputStream out, Block block, long sequence, int lane, List<String> columns)
      throws IOException {
    writeRaw(out, block, sequence, lane, columns, null);
  }

  /**
   * As {@link #writeRaw(OutputStream, Block, long, int, List)}, some rows.
   *
   * @param picked positions of the rows to write, ascending; null for all
   */
  public void writeRaw(
      OutputStream out,
      Block block,
      long sequence,
      int lane,
      List<String> columns,
      int @Nullable [] picked)
      throws IOException {
    BlockHeader header = block.header();
    int rows = picked == null ? header.rows() : picked.length;
    writeCounts(out, atLeastOne(columns).size(), rows);
    for (String name : columns) {
      SystemColumn system = systemColumn(name);
      if (system != null) {
        GeneratedColumn.writeSystem(out, system, header, rows, sequence, lane);
        continue;
      }
      int field = field(name);
      BlockColumn stored = stored(header, field);
      if (stored == null) {
        writeMissing(out, field, rows);
        continue;
      }
      try (InputStream raw = storedColumn(block, stored)) {
        if (picked == null) {
          raw.transferTo(out);
        } else {
          RowPicker.pick(raw.readAllBytes(), stored.clickHouseType(), header.rows(), picked)
              .writeTo(out);
        }
      }
    }
  }

  /**
   * The wanted columns as ClickHouse writes a table's structure, such as {@code `a` Int64, `b`
   * Nullable(String)}.
   */
  public String structure(List<String> columns) {
    List<String> parts = new ArrayList<>(columns.size());
    for (String name : atLeastOne(columns)) {
      SystemColumn system = systemColumn(name);
      String type = system != null ? system.clickHouseType() : schema.clickHouseType(field(name));
      parts.add("`" + name.replace("\\", "\\\\").replace("`", "\\`") + "` " + type);
    }
    return String.join(", ", parts);
  }

  /** The names of all columns in the order of {@link #writeCompressed}. */
  public List<String> columnNames() {
    List<String> names = new ArrayList<>();
    for (Field field : schema.fields()) {
      names.add(field.name());
    }
    for (SystemColumn column : SystemColumn.values()) {
      names.add(column.columnName());
    }
    return names;
  }

  static InputStream storedColumn(Block block, BlockColumn column) {
    return CompressedFrames.input(
        new ByteArrayInputStream(block.bytes(), column.offset(), column.length()));
  }

  private static void writeCounts(OutputStream out, int columns, int rows) throws IOException {
    ByteBuilder counts = new ByteBuilder(10);
    counts.putVarLong(columns);
    counts.putVarLong(rows);
    counts.writeTo(out);
  }

  private void writeMissing(OutputStream out, int field, int rows) throws IOException {
    GeneratedColumn.writeField(out, schema.fields().get(field), schema.nullable(field), rows);
  }

  private @Nullable BlockColumn stored(BlockHeader header, int field) {
    String name = schema.fields().get(field).name();
    int index = header.indexOf(name);
    if (index < 0) {
      return null;
    }
    BlockColumn stored = header.columns().get(index);
    if (!stored.clickHouseType().equals(schema.clickHouseType(field))) {
      throw new TimestoreException(
          ErrorCode.INTERNAL,
          "column '"
              + name
              + "' is "
              + stored.clickHouseType()
              + " in a stored block of schema version "
              + header.schemaVersion()
              + " and "
              + schema.clickHouseType(field)
              + " in version "
              + schema.version());
    }
    return stored;
  }

  private void refuseNewer(Block block) {
    for (BlockColumn column : block.header().columns()) {
      if (schema.indexOf(column.name()) < 0) {
        throw new TimestoreException(
            ErrorCode.INTERNAL,
            "a stored block of schema version "
                + block.header().schemaVersion()
                + " has column '"
                + column.name()
                + "', which version "
                + schema.version()
                + " lacks; read the schema again");
      }
    }
  }

  private int field(String name) {
    int index = schema.indexOf(name);
    if (index < 0) {
      throw new TimestoreException(
          ErrorCode.UNKNOWN_COLUMN,
          "column '" + name + "' is not in schema version " + schema.version());
    }
    return index;
  }

  private static @Nullable SystemColumn systemColumn(String name) {
    if (SystemColumn.isReserved(name)) {
      for (SystemColumn column : SystemColumn.values()) {
        if (column.columnName().equals(name.toLowerCase(Locale.ROOT))) {
          return column;
        }
      }
    }
    return null;
  }

  private static List<String> atLeastOne(List<String> columns) {
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("a Native block that is shipped needs a column");
    }
    return columns;
  }
}
