package io.timestore.bench;

import io.timestore.core.block.Block;
import io.timestore.core.block.BlockBuilder;
import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.block.vector.ColumnVector;
import io.timestore.core.clickhouse.ClickHouseResult;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.hot.StageRequest;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import io.timestore.core.model.TableSchema;
import io.timestore.daemon.flush.ColdTables;
import io.timestore.embedded.chdb.EngineLibrary;
import java.util.List;

/**
 * Real flights in cold rows, and a tail of further ones in the hot buffer that grows on demand; and
 * the airports, to join with.
 */
final class FlightTables {
  private static final int ROWS_PER_SEQUENCE = 50_000;
  private static final int ROWS_PER_BLOCK = 1_000;
  private static final int MONTH = 200_107;
  private static final String KEY = "{}";
  private static final TableSchema FLIGHTS =
      new TableSchema(
          1,
          List.of(
              new Field("date", FieldType.parse("timestamp")),
              new Field("delay", FieldType.parse("integer")),
              new Field("distance", FieldType.parse("integer")),
              new Field("origin", FieldType.parse("keyword")),
              new Field("destination", FieldType.parse("keyword"))),
          "date");
  private static final TableSchema AIRPORTS =
      new TableSchema(
          1,
          List.of(
              new Field("iata", FieldType.parse("keyword")),
              new Field("state", FieldType.parse("keyword"))),
          null);

  private final BenchStack stack;
  private final String file;
  private final long coldRows;
  private final Table flights;
  private final Table airports;
  private long tailRows;

  private FlightTables(
      BenchStack stack, String file, long coldRows, Table flights, Table airports) {
    this.stack = stack;
    this.file = file;
    this.coldRows = coldRows;
    this.flights = flights;
    this.airports = airports;
  }

  /** Loads the flights into ClickHouse. */
  static FlightTables load(BenchStack stack, long coldRows) {
    long watermark = coldRows / ROWS_PER_SEQUENCE + 1;
    FlightTables tables =
        new FlightTables(
            stack,
            data("flights-3m.parquet"),
            coldRows,
            stack.define("flights", FLIGHTS, watermark),
            stack.define("airports", AIRPORTS, 1));
    stack.run(
        "INSERT INTO "
            + tables.coldFlights()
            + " SELECT date, delay, distance, origin, destination, intDiv(n, "
            + ROWS_PER_SEQUENCE
            + ") + 1, 0, '"
            + KEY
            + "', now64(3) FROM "
            + tables.source()
            + " WHERE n < "
            + coldRows);
    stack.run(
        "INSERT INTO "
            + tables.coldAirports()
            + " SELECT iata, state, 1, 0, '"
            + KEY
            + "', now64(3) FROM file('"
            + data("airports.csv")
            + "', CSVWithNames, 'iata String, name String, city String, state String,"
            + " country String, latitude Float64, longitude Float64')");
    stack.run("OPTIMIZE TABLE " + tables.coldFlights() + " FINAL");
    stack.flushed(tables.flights);
    stack.flushed(tables.airports);
    return tables;
  }

  private static String data(String name) {
    return EngineLibrary.folder()
        .resolve("node_modules/vega-datasets/data")
        .resolve(name)
        .toAbsolutePath()
        .toString();
  }

  private String source() {
    return "(SELECT CAST(assumeNotNull(date) AS DateTime64(6, 'UTC')) AS date, assumeNotNull(delay)"
        + " AS delay, assumeNotNull(distance) AS distance, assumeNotNull(origin) AS origin,"
        + " assumeNotNull(destination) AS destination, _row_number AS n FROM file('"
        + file
        + "', Parquet))";
  }

  String coldFlights() {
    return ColdTables.qualifiedName(flights);
  }

  String coldAirports() {
    return ColdTables.qualifiedName(airports);
  }

  long coldRows() {
    return coldRows;
  }

  /** Stages rows until the tail has this many. It only grows. */
  void growTail(long rows) {
    long missing = rows - tailRows;
    if (missing <= 0) {
      return;
    }
    String sql =
        "SELECT toUnixTimestamp64Micro(date), delay, distance, origin, destination FROM "
            + source()
            + " WHERE n >= "
            + (3_000_000 - 100_000 + tailRows)
            + " ORDER BY n LIMIT "
            + missing;
    BlockBuilder builder = new BlockBuilder(FLIGHTS, KEY, MONTH, 1_000);
    try (ClickHouseResult result = stack.clickHouse().query(ClickHouseStatement.of(sql))) {
      for (NativeBlock some = result.next(); some != null; some = result.next()) {
        for (int row = 0; row < some.rows(); row++) {
          append(builder, some.columns(), row);
          tailRows++;
          if (tailRows % ROWS_PER_BLOCK == 0 || tailRows == rows) {
            stage(builder.build());
            builder.reset(KEY, MONTH, 1_000);
          }
        }
      }
    }
    if (tailRows != rows) {
      throw new IllegalStateException("a tail of " + tailRows + " rows instead of " + rows);
    }
  }

  private static void append(BlockBuilder builder, List<ColumnVector> columns, int row) {
    long micros = columns.get(0).getLong(row);
    builder.column(0).appendLong(micros);
    builder.column(1).appendLong(columns.get(1).getLong(row));
    builder.column(2).appendLong(columns.get(2).getLong(row));
    builder.column(3).appendString(columns.get(3).getString(row));
    builder.column(4).appendString(columns.get(4).getString(row));
    builder.endRow(micros * 1_000);
  }

  private void stage(Block block) {
    LaneId lane = new LaneId(flights.id(), 0);
    stack.hotBuffer().stage(new StageRequest(lane, FLIGHTS.version(), List.of(block), null));
  }
}
