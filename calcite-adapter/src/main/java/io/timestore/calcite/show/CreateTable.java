package io.timestore.calcite.show;

import io.timestore.calcite.parse.StatementParser;
import io.timestore.calcite.schema.SystemTables;
import io.timestore.core.model.Field;
import io.timestore.core.model.Table;
import io.timestore.core.model.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a table as a CREATE TABLE. It is for people: ingest makes tables. Stateless. */
final class CreateTable {
  private CreateTable() {}

  static String text(List<String> name, Table table) {
    TableSchema schema = table.schema();
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < schema.fields().size(); i++) {
      Field field = schema.fields().get(i);
      String value = FieldText.defaultOf(field);
      columns.add(
          "  "
              + quoted(field.name())
              + " "
              + FieldText.sqlType(field.type())
              + (value == null ? "" : " DEFAULT " + value)
              + (schema.nullable(i) ? "" : " NOT NULL"));
    }
    return "CREATE TABLE "
        + name.stream().map(CreateTable::quoted).collect(Collectors.joining("."))
        + " (\n"
        + String.join(",\n", columns)
        + "\n)\n"
        + notes(table);
  }

  private static String notes(Table table) {
    if (SystemTables.isOne(table)) {
      return "-- made from the catalog";
    }
    String time = table.schema().timeColumn();
    return "-- time column: "
        + (time == null ? "none, rows lie in the window of their ingestion" : time)
        + "\n-- window: one "
        + table.window().name().toLowerCase(Locale.ROOT)
        + "\n-- lanes: "
        + table.lanes()
        + "\n-- schema version: "
        + table.schema().version();
  }

  private static String quoted(String name) {
    boolean plain = name.matches("[A-Za-z_][A-Za-z0-9_]*") && !StatementParser.isReserved(name);
    return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
  }
}
