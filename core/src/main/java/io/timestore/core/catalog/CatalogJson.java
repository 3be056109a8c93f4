package io.timestore.core.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON columns of the catalog. */
final class CatalogJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private CatalogJson() {}

  static Map<String, Object> object(String json) {
    try {
      return MAPPER.readValue(json, new TypeReference<LinkedHashMap<String, Object>>() {});
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record StoredField(String name, String type, @Nullable String defaultText, int since) {}

  static String writeFields(List<Field> fields) {
    return write(
        fields.stream()
            .map(
                f ->
                    new StoredField(
                        f.name(), f.type().toString(), f.defaultText(), f.sinceVersion()))
            .toList());
  }

  static List<Field> readFields(String json) {
    try {
      List<Field> fields = new ArrayList<>();
      for (StoredField f : MAPPER.readValue(json, StoredField[].class)) {
        fields.add(new Field(f.name(), FieldType.parse(f.type()), f.defaultText(), f.since()));
      }
      return fields;
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
