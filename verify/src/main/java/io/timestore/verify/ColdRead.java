package io.timestore.verify;

import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.block.vector.ColumnVector;
import io.timestore.core.clickhouse.ClickHouseEndpoint;
import io.timestore.core.clickhouse.ClickHouseResult;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.clickhouse.HttpClickHouse;
import io.timestore.verify.check.History.Read;
import io.timestore.verify.check.History.Seen;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Reads the ClickHouse table alone, without timestore. */
final class ColdRead {
  private static final String TABLE =
      "SELECT database, name FROM system.tables WHERE name LIKE 'verify_records_t%'";

  private ColdRead() {}

  static Read of(String clickHouseUrl) {
    long began = System.nanoTime();
    try (HttpClickHouse clickHouse =
        new HttpClickHouse(new ClickHouseEndpoint(URI.create(clickHouseUrl), "default", ""))) {
      String table = null;
      try (ClickHouseResult names = clickHouse.query(ClickHouseStatement.of(TABLE))) {
        for (NativeBlock b = names.next(); b != null; b = names.next()) {
          for (int row = 0; row < b.rows(); row++) {
            table = b.columns().get(0).getString(row) + "." + b.columns().get(1).getString(row);
          }
        }
      }
      String sql =
          "SELECT writer, toInt64(count()), toInt64(uniqExact(n)), min(n), max(n), sum(n), sum(v)"
              + " FROM "
              + table
              + " GROUP BY writer";
      List<Seen> writers = new ArrayList<>();
      try (ClickHouseResult rows = clickHouse.query(ClickHouseStatement.of(sql))) {
        for (NativeBlock b = rows.next(); b != null; b = rows.next()) {
          for (int row = 0; row < b.rows(); row++) {
            List<ColumnVector> c = b.columns();
            writers.add(
                new Seen(
                    (int) c.get(0).getLong(row),
                    c.get(1).getLong(row),
                    c.get(2).getLong(row),
                    c.get(3).getLong(row),
                    c.get(4).getLong(row),
                    c.get(5).getLong(row),
                    c.get(6).getLong(row)));
          }
        }
      }
      return new Read(began, System.nanoTime(), "ClickHouse alone", writers);
    }
  }
}
