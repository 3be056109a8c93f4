package io.timestore.bench;

import io.timestore.bench.BenchResult.ClientRate;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.Table;
import io.timestore.core.model.TableSchema;
import io.timestore.daemon.flush.ColdTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** How fast an answer of ten columns of many kinds comes to the caller, by turns. */
final class ClientRateRun {
  private static final TableSchema SCHEMA =
      new TableSchema(
          1,
          List.of(
              new Field("at", FieldType.parse("timestamp(6)")),
              new Field("n", FieldType.parse("integer")),
              new Field("m", FieldType.parse("integer")),
              new Field("x", FieldType.parse("double")),
              new Field("y", FieldType.parse("double")),
              new Field("name", FieldType.parse("string")),
              new Field("note", FieldType.parse("string")),
              new Field("station", FieldType.parse("keyword")),
              new Field("price", FieldType.parse("decimal(10,2)")),
              new Field("ok", FieldType.parse("boolean"))),
          "at");
  private static final String KINDS = "tllddsssoo";
  private static final String COLUMNS = "at, n, m, x, y, name, note, station, price, ok";
  private static final double MILLIS_PER_SECOND = 1e3;
  private static final double MEDIAN = 50;

  private ClientRateRun() {}

  static ClientRate run(BenchStack stack, BenchOptions.Client client) throws SQLException {
    long rows = client.rows();
    Table table = stack.define("mixed", SCHEMA, 1);
    String cold = ColdTables.qualifiedName(table);
    stack.run(
        "INSERT INTO "
            + cold
            + " SELECT toDateTime64('2001-01-01 00:00:00', 6, 'UTC') + number / 7, number,"
            + " if(number % 11 = 0, NULL, number % 1000), number / 3, if(number % 13 = 0, NULL,"
            + " sqrt(number)), concat('name ', toString(number)), if(number % 5 = 0, NULL,"
            + " concat('nöte ', toString(number % 977))), concat('S', toString(number % 200)),"
            + " toDecimal64(number % 100000, 2) / 100, number % 2 = 0, 1, 0, '{}', now64(3) FROM"
            + " numbers("
            + rows
            + ")");
    try (Connection timestore = stack.timestore("auto");
        Connection clickHouse = stack.clickHouseJdbc();
        Statement ours = timestore.createStatement();
        Statement theirs = clickHouse.createStatement()) {
      PairedRun.Pair pair =
          PairedRun.run(
              new RowReader(ours, "SELECT " + COLUMNS + " FROM mixed.records", KINDS),
              new RowReader(theirs, "SELECT " + COLUMNS + " FROM " + cold, KINDS),
              BenchOptions.Pairs.exactly(client.runs()));
      double here = rows / pair.first().millis(MEDIAN) * MILLIS_PER_SECOND;
      double there = rows / pair.second().millis(MEDIAN) * MILLIS_PER_SECOND;
      return new ClientRate(rows, here, there, here / there);
    }
  }
}
