package io.timestore.jdbc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.timestore.core.model.Field;
import io.timestore.core.model.Table;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows of one INSERT as JSON objects, each value in the form that the daemon takes for its
 * column's type. A value that its type cannot hold is refused here or there, never changed. For one
 * thread.
 */
final class JsonRowWriter {
  private static final JsonFactory JSON = new JsonFactory();
  private final Table table;
  private final List<Field> fields;
  private final StringBuilder row = new StringBuilder();
  private final List<String> names;

  /**
   * Makes a writer.
   *
   * @param fields the columns of the INSERT, in its order
   */
  JsonRowWriter(Table table, List<Field> fields) {
    this.table = table;
    this.fields = fields;
    this.names = fields.stream().map(JsonRowWriter::prefix).toList();
  }

  private static String prefix(Field field) {
    StringBuilder name = new StringBuilder();
    quote(name, field.name());
    return name.append(':').toString();
  }

  /** A row; the text is good until the next one. NULL is left out. */
  CharSequence write(List<@Nullable Object> values) throws SQLException {
    row.setLength(0);
    row.append('{');
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      if (value != null) {
        if (row.length() > 1) {
          row.append(',');
        }
        row.append(names.get(i));
        append(fields.get(i), value);
      }
    }
    return row.append('}');
  }

  private void append(Field field, Object value) throws SQLException {
    switch (field.type().kind()) {
      case TIMESTAMP -> timestamp(field, value);
      case DATE -> quote(row, TimeValues.toLocalDate(value).toString());
      case BOOLEAN -> row.append(Values.toBoolean(value));
      case INTEGER, DECIMAL -> row.append(exact(field, value));
      case DOUBLE -> floating(field, value);
      case UUID -> quote(row, Values.toUuid(value).toString());
      case JSON -> json(field, Values.toText(value));
      case STRING, KEYWORD -> quote(row, Values.toText(value));
    }
  }

  private void timestamp(Field field, Object value) throws SQLException {
    LocalDateTime time = TimeValues.toDateTime(value);
    int excess = (int) Math.pow(10, 9 - field.type().precision());
    if (time.get(ChronoField.NANO_OF_SECOND) % excess != 0) {
      throw refused(field, value, "it has " + field.type().precision() + " fraction digits");
    }
    Rfc3339Text.append(row, time, field.type().precision());
  }

  private String exact(Field field, Object value) throws SQLException {
    if (value instanceof Long || value instanceof Integer) {
      return value.toString();
    }
    if (value instanceof Boolean) {
      throw refused(field, value, "it holds numbers");
    }
    BigDecimal number =
        value instanceof Double d && !d.isNaN() && !d.isInfinite()
            ? new BigDecimal(Double.toString(d))
            : Values.toDecimal(value);
    return number.toPlainString();
  }

  private void floating(Field field, Object value) throws SQLException {
    double number = Values.toDouble(value);
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw refused(field, value, "NaN and infinities cannot be inserted");
    }
    row.append(value instanceof BigDecimal exact ? exact.toString() : Double.toString(number));
  }

  /** Line ends are only blanks there, and would end the row here. */
  private void json(Field field, String text) throws SQLException {
    try (JsonParser parser = JSON.createParser(text)) {
      parser.nextToken();
      parser.skipChildren();
      if (parser.nextToken() != null) {
        throw refused(field, text, "it is more than one JSON value");
      }
    } catch (IOException e) {
      throw refused(field, text, "it is not JSON (" + e.getMessage() + ")");
    }
    row.append(text.isBlank() ? "null" : text.replace('\n', ' ').replace('\r', ' '));
  }

  private SQLException refused(Field field, Object value, String why) {
    return SqlErrors.badValue(
        "the value '"
            + value
            + "' does not fit column '"
            + field.name()
            + "' of "
            + table.name()
            + ", which is "
            + field.type()
            + ": "
            + why,
        null);
  }

  private static void quote(StringBuilder out, String text) {
    out.append('"');
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\' || c < ' ') {
        out.append(text, from, i);
        out.append(c < ' ' ? String.format("\\u%04x", (int) c) : "\\" + c);
        from = i + 1;
      }
    }
    out.append(text, from, text.length()).append('"');
  }
}
