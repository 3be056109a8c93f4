package io.timestore.cli.demo;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The flights as they stand in the Parquet file: 3,000,000 rows in order of time. ClickHouse's
 * {@code file} function reads them, so nothing of timestore touches what its answers are compared
 * with.
 */
final class FlightsFile {
  static final int ROWS = 3_000_000;
  static final int BULK_ROWS = 2_900_000;

  /** The oldest rows are kept back and sent last: they are late. */
  static final int LATE_ROWS = 1_000;

  static final int ROWS_PER_BODY = 50_000;
  static final int ROWS_PER_BATCH = 500;

  private final Path file;
  private final ClickHouseHttp clickHouse;

  FlightsFile(Path file, ClickHouseHttp clickHouse) {
    this.file = file;
    this.clickHouse = clickHouse;
  }

  /** The file as a table expression, with the types that timestore gives the columns. */
  String tableExpression() {
    return "(SELECT CAST(assumeNotNull(date) AS DateTime64(3, 'UTC')) AS date,"
        + " assumeNotNull(delay) AS delay, assumeNotNull(distance) AS distance,"
        + " assumeNotNull(origin) AS origin, assumeNotNull(destination) AS destination,"
        + " _row_number AS position FROM file('"
        + file
        + "', Parquet))";
  }

  Totals totals() throws IOException {
    return Totals.parse(clickHouse.text(Totals.sql(tableExpression())));
  }

  /**
   * The file's rows as JSON, cut into what is sent at once.
   *
   * @param bulk bodies for the bulk end point
   * @param batches small batches in order of time, each a list of rows
   * @param late the oldest rows of all, to be sent after everything is flushed
   */
  record Bodies(List<Path> bulk, List<List<String>> batches, List<List<String>> late) {
    long bulkBytes() throws IOException {
      long bytes = 0;
      for (Path body : bulk) {
        bytes += Files.size(body);
      }
      return bytes;
    }
  }

  Bodies writeBodies(Path folder) throws IOException {
    String sql =
        "SELECT date, delay, distance, origin, destination FROM "
            + tableExpression()
            + " ORDER BY position FORMAT JSONEachRow";
    Map<String, String> settings =
        Map.of("date_time_output_format", "iso", "output_format_json_quote_64bit_integers", "0");
    try (BufferedReader rows =
        new BufferedReader(
            new InputStreamReader(clickHouse.stream(sql, settings), StandardCharsets.UTF_8),
            1 << 18)) {
      List<List<String>> late = batches(rows, LATE_ROWS);
      List<Path> bulk = new ArrayList<>();
      for (int written = 0; written < BULK_ROWS; written += ROWS_PER_BODY) {
        Path body = folder.resolve("flights-%03d.ndjson".formatted(bulk.size()));
        writeBody(rows, body);
        bulk.add(body);
      }
      List<List<String>> batches = batches(rows, ROWS - BULK_ROWS - LATE_ROWS);
      if (rows.readLine() != null) {
        throw new IOException(file + " has more than " + ROWS + " rows");
      }
      return new Bodies(bulk, batches, late);
    }
  }

  private static void writeBody(BufferedReader rows, Path body) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(body), 1 << 18)) {
      for (int i = 0; i < ROWS_PER_BODY; i++) {
        out.write(row(rows).getBytes(StandardCharsets.UTF_8));
        out.write('\n');
      }
    }
  }

  private static List<List<String>> batches(BufferedReader rows, int count) throws IOException {
    List<List<String>> batches = new ArrayList<>();
    for (int taken = 0; taken < count; taken += ROWS_PER_BATCH) {
      List<String> batch = new ArrayList<>(ROWS_PER_BATCH);
      for (int i = 0; i < Math.min(ROWS_PER_BATCH, count - taken); i++) {
        batch.add(row(rows));
      }
      batches.add(batch);
    }
    return batches;
  }

  private static String row(BufferedReader rows) throws IOException {
    String row = rows.readLine();
    if (row == null) {
      throw new IOException("the flights file has fewer than " + ROWS + " rows");
    }
    return row;
  }
}
