package io.timestore.calcite.proof.data;

import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.TableSchema;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The few fixed rows that the scripts ask for: readings of sensors. */
public final class ScriptData {
  private static final TableSchema READINGS =
      new TableSchema(
          2,
          List.of(
              new Field("at", FieldType.parse("timestamp")),
              new Field("sensor", FieldType.parse("keyword")),
              new Field("v", FieldType.parse("double")),
              new Field("n", FieldType.parse("integer")),
              new Field("price", FieldType.parse("decimal(10,2)")),
              new Field("ok", FieldType.parse("boolean")),
              new Field("note", FieldType.parse("string")),
              new Field("unit", FieldType.parse("keyword"), "C", 2),
              new Field("level", FieldType.parse("integer"), null, 2)),
          "at");

  private static final TableSchema SENSORS =
      new TableSchema(
          1,
          List.of(
              new Field("code", FieldType.parse("keyword")),
              new Field("site", FieldType.parse("string")),
              new Field("top", FieldType.parse("integer"))),
          null);

  /** The values of readings; a row without the last two was written before they were there. */
  private static final String[][] READING_ROWS = {
    {"1969-12-31T23:59:59.5", "a", "1.5", "1", "10.00", "true", "before 1970"},
    {"2001-01-01T00:00:00", "a", "-2.25", "2", "2.50", "false", "it's"},
    {"2001-01-01T00:30:00.25", "b", "NaN", "3", null, "true", "Zürich ☃"},
    {"2001-01-01T01:00:00", "b", null, null, "0.05", null, null},
    {"2001-01-01T02:15:00.000001", null, "Infinity", "-4", "-7.45", "true", ""},
    {"2001-01-02T00:00:00", "c", "0.0", "5", "100.00", "false", "a\\b%", "F", "3"},
    {"2001-01-02T12:00:00", "a", "-0.0", "2", "2.50", "true", "a\"b", "C", null},
    {"2001-01-31T23:59:59.999999", "c", "7.75", null, "1.00", "false", "A", null, "1"},
    {"2001-02-01T00:00:00", "d", "7.75", "7", null, null, "a", "K", "3"}
  };

  private static final String[][] SENSOR_ROWS = {
    {"a", "north", "3"},
    {"b", "south", null},
    {null, "nowhere", "1"},
    {"c", "south", "5"},
    {"x", "unused", "0"}
  };

  private ScriptData() {}

  /** The tables readings, sensors and nothing. */
  public static List<SampleTable> tables() {
    return List.of(
        table("readings", READINGS, READING_ROWS),
        table("sensors", SENSORS, SENSOR_ROWS),
        table("nothing", SENSORS, new String[0][]));
  }

  private static SampleTable table(String name, TableSchema schema, String[][] texts) {
    List<SampleTable.Row> rows = new ArrayList<>();
    for (String[] text : texts) {
      int version = text.length == schema.fields().size() ? schema.version() : 1;
      List<@Nullable Object> values = new ArrayList<>();
      for (int i = 0; i < schema.fields().size(); i++) {
        Field field = schema.fields().get(i);
        values.add(value(field.type(), i < text.length ? text[i] : field.defaultText()));
      }
      rows.add(new SampleTable.Row(version, values));
    }
    return new SampleTable(name, schema, rows);
  }

  private static @Nullable Object value(FieldType type, @Nullable String text) {
    if (text == null) {
      return null;
    }
    return switch (type.kind()) {
      case INTEGER -> Long.valueOf(text);
      case DOUBLE -> Double.valueOf(text);
      case DECIMAL -> new BigDecimal(text);
      case BOOLEAN -> Boolean.valueOf(text);
      case TIMESTAMP -> LocalDateTime.parse(text);
      default -> text;
    };
  }
}
