package io.timestore.daemon.http;

import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.daemon.ingest.SchemaProposal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a bulk request says in its query parameters. */
final class BulkParameters {
  private static final int MAX_VALUE_CHARS = 1 << 16;

  private BulkParameters() {}

  /**
   * The declared schema, {@code name:type,name:type(p,s)}.
   *
   * @param text null if there is none
   */
  static @Nullable SchemaProposal schema(@Nullable String text, @Nullable String timeColumn) {
    if (text == null) {
      if (timeColumn != null) {
        throw JsonFields.invalid(
            "the query parameter 'timeColumn' goes with 'schema'; an existing table has its own");
      }
      return null;
    }
    List<Field> fields = new ArrayList<>();
    for (String part : split(text)) {
      int colon = part.lastIndexOf(':');
      if (colon < 0) {
        throw JsonFields.invalid(
            "the query parameter 'schema' has '"
                + part
                + "'; accepted is name:type,name:type, where a type is "
                + FieldType.ACCEPTED);
      }
      fields.add(new Field(part.substring(0, colon), FieldType.parse(part.substring(colon + 1))));
    }
    Names.columns(fields.stream().map(Field::name).toList());
    checkTimeColumn(fields, timeColumn);
    return new SchemaProposal(fields, true, timeColumn, false);
  }

  static void checkTimeColumn(List<Field> fields, @Nullable String timeColumn) {
    boolean found =
        timeColumn == null
            || fields.stream()
                .anyMatch(
                    f ->
                        f.name().equals(timeColumn) && f.type().kind() == FieldType.Kind.TIMESTAMP);
    if (!found) {
      throw JsonFields.invalid(
          "the query parameter 'timeColumn' is '"
              + timeColumn
              + "'; accepted is the name of a timestamp field");
    }
  }

  /** Splits at commas outside of parentheses. */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  /** The partition key of repeated {@code name:value}. */
  static SortedMap<String, String> partitionKey(List<String> pairs) {
    SortedMap<String, String> key = new TreeMap<>();
    for (String pair : pairs) {
      int colon = pair.indexOf(':');
      if (colon < 0 || pair.length() > MAX_VALUE_CHARS) {
        throw JsonFields.invalid(
            "the query parameter 'partitionKey' is '"
                + pair.substring(0, Math.min(pair.length(), 60))
                + "'; accepted is name:value");
      }
      Names.checkUnicode("query parameter 'partitionKey'", pair);
      if (key.put(pair.substring(0, colon), pair.substring(colon + 1)) != null) {
        throw JsonFields.invalid(
            "the query parameter 'partitionKey' names '" + pair.substring(0, colon) + "' twice");
      }
    }
    return key;
  }
}
