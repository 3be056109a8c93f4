package io.timestore.daemon.rows.parquet;

import io.timestore.daemon.rows.RowEncoder;
import io.timestore.daemon.rows.cell.Cell;
import java.io.IOException;
import java.util.List;

/** Reads the rows of a Parquet file. */
public final class ParquetRows {
  private ParquetRows() {}

  /**
   * Reads the file to its end.
   *
   * @throws io.timestore.core.model.TimestoreException a 400 that names the row
   */
  public static void read(ParquetTable table, RowEncoder encoder) throws IOException {
    List<ParquetColumn> columns = table.columns();
    Cell[] cells = new Cell[columns.size()];
    ParquetColumn[] sources = columns.toArray(ParquetColumn[]::new);
    for (int i = 0; i < cells.length; i++) {
      cells[i] = encoder.cell(encoder.indexOf(sources[i].field().name()));
    }
    try (ParquetCursor cursor = table.cursor()) {
      long row = 0;
      while (cursor.next()) {
        encoder.begin("row", ++row);
        for (int i = 0; i < cells.length; i++) {
          if (!cursor.isNull(i)) {
            sources[i].feed(cursor.column(i), cells[i]);
          }
        }
        encoder.end();
      }
    }
  }
}
