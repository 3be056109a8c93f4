package io.timestore.calcite.run;

import io.timestore.core.block.Block;
import io.timestore.core.block.BlockBuilder;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.Table;
import io.timestore.core.model.TableName;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimeWindow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Tables of flights and airports with NULLs, ties, unicode and times before 1970. */
public final class TestData {
  static final long SEED = 20_010_701;

  private static final int WINDOW = 200_101;
  private static final int FLIGHTS = 240;
  private static final String[] ORIGINS = {"SFO", "JFK", "ZRH", "Zürich ☃", "it's \\ok\n", ""};
  private static final long MICROS_2001 = 978_307_200_000_000L;

  public static final TableSchema FLIGHT_SCHEMA =
      new TableSchema(
          1,
          List.of(
              field("date", "timestamp"),
              field("delay", "integer"),
              field("distance", "double"),
              field("origin", "keyword"),
              field("destination", "string"),
              field("price", "decimal(10,2)"),
              field("ok", "boolean"),
              field("id", "uuid"),
              field("day", "date"),
              field("note", "json"),
              field("ns", "timestamp(9)")),
          "date");

  public static final TableSchema AIRPORT_SCHEMA =
      new TableSchema(
          1,
          List.of(field("code", "string"), field("city", "string"), field("x", "integer")),
          null);

  private TestData() {}

  static Field field(String name, String type) {
    return new Field(name, FieldType.parse(type));
  }

  public static Table table(long id, String name, TableSchema schema, String database, int lanes) {
    return new Table(
        id,
        "d1",
        new TableName("flights", name),
        schema,
        TimeWindow.MONTH,
        database,
        "flights_" + name,
        lanes);
  }

  /** The flights in blocks of random sizes. */
  public static List<Block> flights() {
    Random random = new Random(SEED);
    List<Block> blocks = new ArrayList<>();
    BlockBuilder builder = new BlockBuilder(FLIGHT_SCHEMA, "{\"k\":\"a\"}", WINDOW, 1_000);
    for (int i = 0; i < FLIGHTS; i++) {
      flight(builder, i, random);
      if (random.nextInt(15) == 0 || i == FLIGHTS - 1) {
        blocks.add(builder.build());
        builder.reset("{\"k\":\"" + (char) ('a' + random.nextInt(3)) + "\"}", WINDOW, 1_000 + i);
      }
    }
    return blocks;
  }

  private static void flight(BlockBuilder builder, int i, Random random) {
    long micros =
        i % 17 == 0
            ? -random.nextInt(1_000_000_000) * 1_000L - 500_001
            : MICROS_2001 + random.nextInt(90) * 3_600_000_000L + random.nextInt(4) * 250_000L;
    builder.column(0).appendLong(micros);
    if (i % 7 != 3) {
      builder.column(1).appendLong(random.nextInt(60) - 20);
    }
    if (i % 11 != 5) {
      builder.column(2).appendDouble(random.nextInt(4_000) / 4.0);
    }
    if (i % 13 != 6) {
      builder.column(3).appendString(ORIGINS[random.nextInt(ORIGINS.length)]);
    }
    builder.column(4).appendString(ORIGINS[random.nextInt(3)]);
    if (i % 5 != 2) {
      builder.column(5).appendDecimal(BigDecimal.valueOf(random.nextInt(200_000) - 50_000, 2));
    }
    if (i % 9 != 1) {
      builder.column(6).appendLong(random.nextInt(2));
    }
    builder.column(7).appendUuid(random.nextLong(), random.nextLong());
    if (i % 6 != 4) {
      builder.column(8).appendLong(random.nextInt(20_000) - 4_000);
    }
    builder.column(9).appendString("{\"n\":" + random.nextInt(5) + "}");
    builder.column(10).appendLong(1_000_000_000L * random.nextInt(1_000_000) + random.nextInt(7));
    builder.endRow(micros * 1_000);
  }

  /** The airports, one of them without code, one twice. */
  static List<Block> airports() {
    List<Block> blocks = new ArrayList<>();
    String[][] rows = {
      {"SFO", "San Francisco", "3"},
      {"JFK", "New York", "7"},
      {"JFK", "New York again", null},
      {null, "Nowhere", "1"},
      {"OSL", null, "-4"}
    };
    for (String[] row : rows) {
      BlockBuilder builder = new BlockBuilder(AIRPORT_SCHEMA, "{}", WINDOW, 2_000);
      if (row[0] != null) {
        builder.column(0).appendString(row[0]);
      }
      if (row[1] != null) {
        builder.column(1).appendString(row[1]);
      }
      if (row[2] != null) {
        builder.column(2).appendLong(Long.parseLong(row[2]));
      }
      builder.endRow(0);
      blocks.add(builder.build());
    }
    return blocks;
  }
}
