package io.timestore.daemon.rows.parquet;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.Field;
import io.timestore.core.model.TimestoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;

/**
 * A Parquet file of flat columns: its fields and how to read its rows. Holds no file open; {@link
 * #cursor} does. Safe for use by many threads.
 */
public final class ParquetTable {
  private final Path file;
  private final MessageType schema;
  private final String createdBy;
  private final List<ParquetColumn> columns;
  private final long rows;

  private ParquetTable(
      Path file, MessageType schema, String createdBy, List<ParquetColumn> columns, long rows) {
    this.file = file;
    this.schema = schema;
    this.createdBy = createdBy;
    this.columns = List.copyOf(columns);
    this.rows = rows;
  }

  /**
   * Reads the file's footer.
   *
   * @throws TimestoreException INVALID_REQUEST for a file that is not Parquet, or has columns that
   *     no field can hold
   */
  public static ParquetTable open(Path file) throws IOException {
    try (ParquetFileReader reader = reader(file)) {
      MessageType schema = reader.getFileMetaData().getSchema();
      List<ParquetColumn> columns = new ArrayList<>();
      for (ColumnDescriptor column : schema.getColumns()) {
        columns.add(ParquetColumn.of(column));
      }
      String createdBy = String.valueOf(reader.getFileMetaData().getCreatedBy());
      return new ParquetTable(file, schema, createdBy, columns, reader.getRecordCount());
    } catch (TimestoreException e) {
      throw e;
    } catch (RuntimeException e) {
      throw unreadable(e);
    }
  }

  static ParquetFileReader reader(Path file) throws IOException {
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .withCodecFactory(new ParquetCodecs())
            .build();
    return ParquetFileReader.open(new LocalInputFile(file), options);
  }

  /** What the library throws at a damaged file has many types. */
  static TimestoreException unreadable(RuntimeException e) {
    return new TimestoreException(
        ErrorCode.INVALID_REQUEST, "the body is not a readable Parquet file: " + e.getMessage(), e);
  }

  /** Starts to read rows. */
  public ParquetCursor cursor() throws IOException {
    try {
      return new ParquetCursor(reader(file), schema, createdBy);
    } catch (RuntimeException e) {
      throw unreadable(e);
    }
  }

  /** The fields that hold the file's columns without loss, in the file's order. */
  public List<Field> fields() {
    return columns.stream().map(ParquetColumn::field).toList();
  }

  public List<String> names() {
    return columns.stream().map(c -> c.field().name()).toList();
  }

  public long rows() {
    return rows;
  }

  List<ParquetColumn> columns() {
    return columns;
  }
}
