package io.timestore.daemon.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of a request, read field by field with messages that name the field's path. An
 * optional field that is null counts as absent.
 */
final class JsonFields {
  private static final int SHOWN_CHARS = 60;

  private final String path;
  private final JsonNode object;

  private JsonFields(String path, JsonNode object) {
    this.path = path;
    this.object = object;
  }

  /** Takes a node that has to be an object. */
  static JsonFields of(String path, JsonNode node) {
    if (!node.isObject()) {
      throw wrong(path, node, "an object");
    }
    return new JsonFields(path, node);
  }

  /** Refuses every field that is not named here. */
  JsonFields closed(String... names) {
    List<String> accepted = List.of(names);
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (!accepted.contains(field.getKey())) {
        throw unknown(at(field.getKey()), accepted);
      }
    }
    return this;
  }

  static TimestoreException unknown(String field, List<String> accepted) {
    return invalid(
        "the field '" + shown(field) + "' is unknown; accepted are " + String.join(", ", accepted));
  }

  /** The object's fields. */
  Iterable<Map.Entry<String, JsonNode>> entries() {
    return object.properties();
  }

  @Nullable String optionalText(String name, int minChars, int maxChars) {
    JsonNode node = object.get(name);
    return node == null || node.isNull() ? null : text(at(name), node, minChars, maxChars);
  }

  String text(String name, int minChars, int maxChars) {
    return text(at(name), required(name, "text"), minChars, maxChars);
  }

  static String text(String path, JsonNode node, int minChars, int maxChars) {
    if (!node.isTextual()) {
      throw wrong(path, node, "text");
    }
    String text = node.textValue();
    int length = text.codePointCount(0, text.length());
    if (length < minChars || length > maxChars) {
      throw invalid(
          "the field '"
              + shown(path)
              + "' has "
              + length
              + " characters; accepted are "
              + minChars
              + " to "
              + maxChars);
    }
    Names.checkUnicode("field '" + shown(path) + "'", text);
    return text;
  }

  boolean flag(String name) {
    JsonNode node = object.get(name);
    if (node == null || node.isNull()) {
      return false;
    }
    if (!node.isBoolean()) {
      throw wrong(at(name), node, "true or false");
    }
    return node.booleanValue();
  }

  @Nullable JsonFields optionalObject(String name) {
    JsonNode node = object.get(name);
    return node == null || node.isNull() ? null : of(at(name), node);
  }

  JsonFields object(String name) {
    return of(at(name), required(name, "an object"));
  }

  /** An array's elements. */
  List<JsonNode> array(String name) {
    JsonNode node = required(name, "an array");
    if (!node.isArray()) {
      throw wrong(at(name), node, "an array");
    }
    List<JsonNode> elements = new ArrayList<>();
    node.forEach(elements::add);
    return elements;
  }

  @Nullable List<JsonNode> optionalArray(String name) {
    JsonNode node = object.get(name);
    return node == null || node.isNull() ? null : array(name);
  }

  /** All fields, each of which has to be text, by name. */
  SortedMap<String, String> texts() {
    SortedMap<String, String> texts = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      Names.checkUnicode("name of a field in '" + path + "'", field.getKey());
      texts.put(field.getKey(), text(at(field.getKey()), field.getValue(), 0, Integer.MAX_VALUE));
    }
    return texts;
  }

  private JsonNode required(String name, String what) {
    JsonNode node = object.get(name);
    if (node == null || node.isNull()) {
      throw invalid("the field '" + at(name) + "' is missing; accepted is " + what);
    }
    return node;
  }

  String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static TimestoreException wrong(String path, JsonNode node, String accepted) {
    String found =
        switch (node.getNodeType()) {
          case ARRAY -> "an array";
          case OBJECT -> "an object";
          case BOOLEAN -> "a boolean";
          case NUMBER -> "a number";
          case STRING -> "text";
          default -> "null";
        };
    return invalid(
        "the "
            + (path.isEmpty() ? "body" : "field '" + shown(path) + "'")
            + " is "
            + found
            + "; accepted is "
            + accepted);
  }

  static TimestoreException invalid(String message) {
    return new TimestoreException(ErrorCode.INVALID_REQUEST, message);
  }

  private static String shown(String path) {
    return path.length() <= SHOWN_CHARS ? path : path.substring(0, SHOWN_CHARS) + "…";
  }
}
