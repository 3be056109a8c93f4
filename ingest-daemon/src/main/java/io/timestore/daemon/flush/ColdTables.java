package io.timestore.daemon.flush;

import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.catalog.postgres.TableStore;
import io.timestore.core.clickhouse.ClickHouse;
import io.timestore.core.clickhouse.ClickHouseResult;
import io.timestore.core.clickhouse.ClickHouseSql;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.model.Field;
import io.timestore.core.model.SystemColumn;
import io.timestore.core.model.Table;
import io.timestore.core.model.TableSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Creates cold tables and adds their columns. Every step may be repeated: what an attempt that did
 * not commit left behind is found and put right. Safe for many threads.
 */
public final class ColdTables implements TableStore.ColdPreparation {
  private final ClickHouse clickHouse;

  public ColdTables(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
  }

  @Override
  public void prepare(Table table, @Nullable TableSchema before) {
    if (before == null) {
      run("CREATE DATABASE IF NOT EXISTS " + ClickHouseSql.identifier(table.coldDatabase()));
      run(createTable(table));
    } else {
      addColumns(table, before);
    }
  }

  /** The name of the cold table as it stands in SQL. */
  public static String qualifiedName(Table table) {
    return ClickHouseSql.identifier(table.coldDatabase())
        + "."
        + ClickHouseSql.identifier(table.coldTable());
  }

  /** The column that a row's time window is computed from. */
  static String windowColumn(Table table) {
    String timeColumn = table.schema().timeColumn();
    return ClickHouseSql.identifier(
        timeColumn == null ? SystemColumn.INGESTED_AT.columnName() : timeColumn);
  }

  private static String createTable(Table table) {
    TableSchema schema = table.schema();
    StringJoiner columns = new StringJoiner(",\n  ");
    for (int i = 0; i < schema.fields().size(); i++) {
      columns.add(column(schema, i));
    }
    for (SystemColumn c : SystemColumn.values()) {
      String codec = c == SystemColumn.SEQ ? " CODEC(T64, LZ4)" : "";
      columns.add(ClickHouseSql.identifier(c.columnName()) + " " + c.clickHouseType() + codec);
    }
    columns.add("INDEX `_seq_range` `_seq` TYPE minmax GRANULARITY 1");
    String windowColumn = windowColumn(table);
    return "CREATE TABLE IF NOT EXISTS "
        + qualifiedName(table)
        + " (\n  "
        + columns
        + "\n) ENGINE = MergeTree"
        + " PARTITION BY "
        + table.window().partitionExpression(windowColumn)
        + " ORDER BY ("
        + ClickHouseSql.identifier(SystemColumn.PARTITION_KEY.columnName())
        + ", "
        + windowColumn
        + ")"
        + " SETTINGS non_replicated_deduplication_window = 1000, fsync_after_insert = 1, fsync_part_directory = 1";
  }

  private static String column(TableSchema schema, int index) {
    Field field = schema.fields().get(index);
    String text = ClickHouseSql.identifier(field.name()) + " " + schema.clickHouseType(index);
    String defaultText = field.defaultText();
    if (defaultText != null) {
      text +=
          " DEFAULT CAST("
              + ClickHouseSql.literal(defaultText)
              + ", "
              + ClickHouseSql.literal(schema.clickHouseType(index))
              + ")";
    }
    return field.name().equals(schema.timeColumn()) ? text + " CODEC(Delta(8), LZ4)" : text;
  }

  private void addColumns(Table table, TableSchema before) {
    TableSchema schema = table.schema();
    Map<String, String> present = columnTypes(table);
    List<String> steps = new ArrayList<>();
    for (int i = 0; i < schema.fields().size(); i++) {
      String name = schema.fields().get(i).name();
      if (before.indexOf(name) >= 0) {
        continue;
      }
      if (present.containsKey(name)) {
        steps.add("DROP COLUMN " + ClickHouseSql.identifier(name));
      }
      steps.add("ADD COLUMN " + column(schema, i));
    }
    for (String step : steps) {
      run("ALTER TABLE " + qualifiedName(table) + " " + step);
    }
  }

  private Map<String, String> columnTypes(Table table) {
    Map<String, String> types = new HashMap<>();
    String sql =
        "SELECT name, type FROM system.columns WHERE database = "
            + ClickHouseSql.literal(table.coldDatabase())
            + " AND table = "
            + ClickHouseSql.literal(table.coldTable());
    try (ClickHouseResult result = clickHouse.query(ClickHouseStatement.of(sql))) {
      for (NativeBlock block = result.next(); block != null; block = result.next()) {
        for (int row = 0; row < block.rows(); row++) {
          types.put(block.columns().get(0).getString(row), block.columns().get(1).getString(row));
        }
      }
    }
    return types;
  }

  private void run(String sql) {
    clickHouse.execute(ClickHouseStatement.of(sql));
  }
}
