package io.timestore.daemon.http;

import io.javalin.http.Context;
import io.timestore.daemon.ingest.SchemaProposal;
import io.timestore.daemon.rows.CsvRows;
import io.timestore.daemon.rows.NativeRows;
import io.timestore.daemon.rows.NdjsonRows;
import io.timestore.daemon.rows.RowEncoder;
import io.timestore.daemon.rows.parquet.ParquetRows;
import io.timestore.daemon.rows.parquet.ParquetTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Opens the bodies of bulk requests in their formats. Safe for use by many threads. */
final class BulkRows {
  private final HttpConfig config;

  BulkRows(HttpConfig config) {
    this.config = config;
  }

  /** The rows of a bulk body, and the schema that the request declares. */
  interface Body extends IngestRunner.RowSource, AutoCloseable {
    @Nullable SchemaProposal schema();

    @Override
    void close() throws IOException;
  }

  Body open(Context ctx, String mediaType, @Nullable String schema, @Nullable String timeColumn)
      throws IOException {
    if (mediaType.equals(MediaTypes.PARQUET)) {
      return ParquetBody.open(ctx, config, schema, timeColumn);
    }
    SchemaProposal declared = BulkParameters.schema(schema, timeColumn);
    InputStream in = RequestBody.open(ctx, config.bulkBodyLimitBytes());
    return new StreamBody(in, declared, mediaType);
  }

  /** A body that is read while it arrives, once. */
  private record StreamBody(InputStream in, @Nullable SchemaProposal schema, String mediaType)
      implements Body {
    @Override
    public void read(RowEncoder encoder) throws IOException {
      switch (mediaType) {
        case MediaTypes.CSV -> CsvRows.read(in, encoder);
        case MediaTypes.NATIVE -> NativeRows.read(in, encoder);
        default -> NdjsonRows.read(in, encoder);
      }
    }

    @Override
    public boolean repeatable() {
      return false;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  /** A Parquet file, which has to lie in a file to be read. */
  private record ParquetBody(Path file, ParquetTable table, @Nullable SchemaProposal schema)
      implements Body {

    static ParquetBody open(
        Context ctx, HttpConfig config, @Nullable String schema, @Nullable String timeColumn)
        throws IOException {
      Files.createDirectories(config.spoolDirectory());
      Path file = Files.createTempFile(config.spoolDirectory(), "timestore-bulk-", ".parquet");
      boolean done = false;
      try {
        try (InputStream in = RequestBody.open(ctx, config.bulkBodyLimitBytes());
            OutputStream out = Files.newOutputStream(file)) {
          in.transferTo(out);
        }
        ParquetTable table = ParquetTable.open(file);
        ParquetBody body = new ParquetBody(file, table, schemaOf(table, schema, timeColumn));
        done = true;
        return body;
      } finally {
        if (!done) {
          Files.delete(file);
        }
      }
    }

    private static @Nullable SchemaProposal schemaOf(
        ParquetTable table, @Nullable String schema, @Nullable String timeColumn) {
      if (schema != null) {
        return BulkParameters.schema(schema, timeColumn);
      }
      Names.columns(table.names());
      BulkParameters.checkTimeColumn(table.fields(), timeColumn);
      return new SchemaProposal(table.fields(), false, timeColumn, false);
    }

    @Override
    public void read(RowEncoder encoder) throws IOException {
      ParquetRows.read(table, encoder);
    }

    @Override
    public boolean repeatable() {
      return true;
    }

    @Override
    public void close() throws IOException {
      Files.delete(file);
    }
  }
}
