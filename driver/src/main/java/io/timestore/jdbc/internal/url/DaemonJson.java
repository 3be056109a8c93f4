package io.timestore.jdbc.internal.url;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** What a daemon answered: the texts and numbers of a JSON document by their JSON pointers. */
public final class DaemonJson {
  private static final JsonFactory JSON = new JsonFactory();

  private final Map<String, String> values = new HashMap<>();

  private DaemonJson() {}

  /** Reads a document; throws if the text is none. */
  public static DaemonJson read(String text) throws IOException {
    DaemonJson answer = new DaemonJson();
    try (JsonParser json = JSON.createParser(text)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
          answer.values.put(json.getParsingContext().pathAsPointer().toString(), json.getText());
        }
      }
    }
    return answer;
  }

  public String text(String pointer, String otherwise) {
    return values.getOrDefault(pointer, otherwise);
  }

  /** A whole number, 0 if there is none. */
  public long number(String pointer) throws IOException {
    String value = values.getOrDefault(pointer, "0");
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IOException(pointer + " is no whole number: " + value, e);
    }
  }
}
