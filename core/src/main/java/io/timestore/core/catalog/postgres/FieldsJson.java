package io.timestore.core.catalog.postgres;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a schema as the catalog keeps them. Written and read token by token: every reader
 * starts with it, and binding to objects would be most of what loading the catalog costs.
 */
final class FieldsJson {
  private static final JsonFactory JSON = new JsonFactory();

  private FieldsJson() {}

  static String write(List<Field> fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartArray();
      for (Field field : fields) {
        json.writeStartObject();
        json.writeStringField("name", field.name());
        json.writeStringField("type", field.type().toString());
        json.writeStringField("defaultText", field.defaultText());
        json.writeNumberField("since", field.sinceVersion());
        json.writeEndObject();
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  static List<Field> read(String text) {
    List<Field> fields = new ArrayList<>();
    try (JsonParser json = JSON.createParser(text)) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.START_OBJECT) {
          fields.add(field(json));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return fields;
  }

  private static Field field(JsonParser json) throws IOException {
    String name = "";
    String type = "";
    @Nullable String defaultText = null;
    int since = 1;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = json.currentName();
      json.nextToken();
      switch (key) {
        case "name" -> name = json.getText();
        case "type" -> type = json.getText();
        case "defaultText" -> defaultText = json.getValueAsString();
        case "since" -> since = json.getIntValue();
        default -> json.skipChildren();
      }
    }
    return new Field(name, FieldType.parse(type), defaultText, since);
  }
}
