package io.timestore.daemon.rows.parquet;

import java.io.IOException;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;

/**
 * Goes through the rows of a Parquet file, one group of rows in memory at a time. Values are read
 * from the columns as the file stores them, without boxing. For one thread.
 */
public final class ParquetCursor implements AutoCloseable {
  private final ParquetFileReader reader;
  private final MessageType schema;
  private final String createdBy;
  private final List<ColumnDescriptor> descriptors;
  private final ColumnReader[] columns;
  private final int[] valueLevels;
  private long groupRows;
  private long rowInGroup = -1;

  ParquetCursor(ParquetFileReader reader, MessageType schema, String createdBy) {
    this.reader = reader;
    this.schema = schema;
    this.createdBy = createdBy;
    this.descriptors = schema.getColumns();
    this.columns = new ColumnReader[descriptors.size()];
    this.valueLevels =
        descriptors.stream().mapToInt(ColumnDescriptor::getMaxDefinitionLevel).toArray();
  }

  /** Goes to the next row; false after the last one. */
  public boolean next() throws IOException {
    try {
      rowInGroup++;
      if (rowInGroup < groupRows) {
        for (ColumnReader column : columns) {
          column.consume();
        }
        return true;
      }
      return nextGroup();
    } catch (RuntimeException e) {
      throw ParquetTable.unreadable(e);
    }
  }

  private boolean nextGroup() throws IOException {
    while (true) {
      PageReadStore pages = reader.readNextRowGroup();
      if (pages == null) {
        groupRows = 0;
        return false;
      }
      groupRows = pages.getRowCount();
      rowInGroup = 0;
      if (groupRows > 0) {
        ColumnReadStoreImpl store =
            new ColumnReadStoreImpl(pages, new NoConverter(), schema, createdBy);
        for (int i = 0; i < columns.length; i++) {
          columns[i] = store.getColumnReader(descriptors.get(i));
        }
        return true;
      }
    }
  }

  public boolean isNull(int column) {
    return columns[column].getCurrentDefinitionLevel() < valueLevels[column];
  }

  /** The value of a column that the file stores in 64 bits. */
  public long longValue(int column) {
    return columns[column].getLong();
  }

  /** The value of a column that the file stores as a double. */
  public double doubleValue(int column) {
    return columns[column].getDouble();
  }

  /** The value of a column that the file stores as bytes; nobody changes the array. */
  public byte[] bytes(int column) {
    return columns[column].getBinary().getBytesUnsafe();
  }

  ColumnReader column(int column) {
    return columns[column];
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  /** The library wants a converter, though values are read from the columns. */
  private static final class NoConverter extends GroupConverter {
    @Override
    public Converter getConverter(int fieldIndex) {
      return new PrimitiveConverter() {};
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }
}
