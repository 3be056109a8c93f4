package io.timestore.calcite.cache;

import io.timestore.calcite.snapshot.ScanText;
import io.timestore.calcite.sql.NativeColumn;
import io.timestore.calcite.sql.NativeQuery;
import io.timestore.calcite.sql.Scan;
import io.timestore.calcite.sql.SqlTemplate;
import io.timestore.calcite.sql.StatementSettings;
import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.clickhouse.ClickHouse;
import io.timestore.core.clickhouse.ClickHouseStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Asks ClickHouse which columns a native query has, over tables without rows. Thread-safe. */
public final class NativeDescriber implements NativeQuery.Describer {
  private final ClickHouse clickHouse;

  public NativeDescriber(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
  }

  @Override
  public List<NativeColumn> describe(SqlTemplate template, List<Scan> scans) {
    String sql = template.render(i -> "(" + ScanText.nothing(scans.get(i)) + ")", sum -> false);
    ClickHouseStatement statement =
        new ClickHouseStatement(
            "DESCRIBE TABLE (" + sql + ")",
            StatementSettings.of(0, null),
            Map.of(),
            List.of(),
            UUID.randomUUID().toString(),
            null);
    List<NativeColumn> columns = new ArrayList<>();
    try (var answer = clickHouse.query(statement)) {
      for (NativeBlock block = answer.next(); block != null; block = answer.next()) {
        for (int row = 0; row < block.rows(); row++) {
          columns.add(
              new NativeColumn(
                  String.valueOf(block.columns().get(0).getObject(row)),
                  String.valueOf(block.columns().get(1).getObject(row))));
        }
      }
    }
    return columns;
  }
}
