package io.timestore.calcite.show;

import io.timestore.calcite.schema.CatalogSnapshot;
import io.timestore.calcite.schema.ListedTables;
import io.timestore.calcite.schema.SystemTables;
import io.timestore.core.block.Block;
import io.timestore.core.block.BlockBuilder;
import io.timestore.core.block.ValueBounds;
import io.timestore.core.block.write.ColumnBuilder;
import io.timestore.core.hot.HotBlock;
import io.timestore.core.hot.LaneState;
import io.timestore.core.hot.LaneTail;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.Table;
import io.timestore.core.model.TableSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@link SystemTables}, with the values that PostgreSQL gives, made from one reading of
 * the catalog. There are no keys: nothing says that rows differ. Immutable.
 */
public final class SystemRows {
  /** Of an empty catalog. */
  public static final SystemRows NONE = new SystemRows(CatalogSnapshot.of(0, List.of()));

  private static final long LONG_BITS = 64;
  private static final long DOUBLE_BITS = 53;

  private final CatalogSnapshot catalog;

  public SystemRows(CatalogSnapshot catalog) {
    this.catalog = catalog;
  }

  /** The only lane of a system table: all of its rows are in the tail. */
  public LaneTail lane(Table table) {
    Block block = block(table);
    List<HotBlock> blocks = block == null ? List.of() : List.of(new HotBlock(1, block));
    LaneState state =
        new LaneState(blocks.size(), 0, 0, false, 1, 0, 0, 0, 1, 0, ValueBounds.NO_ROWS);
    return new LaneTail(state, blocks);
  }

  /** Null for a table without rows. */
  private @Nullable Block block(Table table) {
    List<Map<String, Object>> rows = rows(table.name().table());
    if (rows.isEmpty()) {
      return null;
    }
    TableSchema schema = table.schema();
    BlockBuilder builder = new BlockBuilder(schema, "{}", 0, 0);
    for (Map<String, Object> row : rows) {
      for (int i = 0; i < schema.fields().size(); i++) {
        append(builder.column(i), row.get(schema.fields().get(i).name()));
      }
      builder.endRow(0);
    }
    return builder.build();
  }

  private static void append(ColumnBuilder column, @Nullable Object value) {
    if (value == null) {
      column.appendNull();
    } else if (column.type().kind() == FieldType.Kind.INTEGER) {
      column.appendLong(((Number) value).longValue());
    } else {
      column.appendString(value.toString());
    }
  }

  private List<Map<String, Object>> rows(String table) {
    List<Map<String, Object>> rows = new ArrayList<>();
    ListedTables.in(catalog)
        .forEach(
            (schema, tables) -> {
              if (table.equals("schemata")) {
                rows.add(schema(schema));
              }
              tables.forEach(
                  (name, each) -> {
                    if (table.equals("tables")) {
                      rows.add(table(schema, name));
                    } else if (table.equals("columns")) {
                      columns(schema, name, each.schema(), rows);
                    }
                  });
            });
    return rows;
  }

  private static Map<String, Object> schema(String schema) {
    return Map.of(
        "catalog_name", SystemTables.CATALOG,
        "schema_name", schema,
        "schema_owner", SystemTables.CATALOG);
  }

  private static Map<String, Object> table(String schema, String name) {
    return Map.of(
        "table_catalog",
        SystemTables.CATALOG,
        "table_schema",
        schema,
        "table_name",
        name,
        "table_type",
        "BASE TABLE",
        "is_insertable_into",
        "YES",
        "is_typed",
        "NO");
  }

  private static void columns(
      String schema, String name, TableSchema columns, List<Map<String, Object>> rows) {
    for (int i = 0; i < columns.fields().size(); i++) {
      Field field = columns.fields().get(i);
      Map<String, Object> row = new HashMap<>();
      row.put("table_catalog", SystemTables.CATALOG);
      row.put("table_schema", schema);
      row.put("table_name", name);
      row.put("column_name", field.name());
      row.put("ordinal_position", i + 1);
      row.put("is_nullable", columns.nullable(i) ? "YES" : "NO");
      String value = FieldText.defaultOf(field);
      if (value != null) {
        row.put("column_default", value);
      }
      type(field.type(), row);
      row.put("udt_catalog", SystemTables.CATALOG);
      row.put("udt_schema", "pg_catalog");
      row.put("dtd_identifier", Integer.toString(i + 1));
      row.put("is_self_referencing", "NO");
      row.put("is_identity", "NO");
      row.put("identity_cycle", "NO");
      row.put("is_generated", "NEVER");
      row.put("is_updatable", "NO");
      rows.add(row);
    }
  }

  private static void type(FieldType type, Map<String, Object> row) {
    row.put("data_type", FieldText.dataType(type));
    row.put("udt_name", FieldText.udtName(type));
    switch (type.kind()) {
      case TIMESTAMP -> row.put("datetime_precision", type.precision());
      case DATE -> row.put("datetime_precision", 0);
      case INTEGER -> number(row, LONG_BITS, 2, 0);
      case DOUBLE -> number(row, DOUBLE_BITS, 2, null);
      case DECIMAL -> number(row, type.precision(), 10, type.scale());
      case STRING, KEYWORD, JSON, BOOLEAN, UUID -> {}
    }
  }

  private static void number(
      Map<String, Object> row, long precision, int radix, @Nullable Integer scale) {
    row.put("numeric_precision", precision);
    row.put("numeric_precision_radix", radix);
    if (scale != null) {
      row.put("numeric_scale", Objects.requireNonNull(scale));
    }
  }
}
