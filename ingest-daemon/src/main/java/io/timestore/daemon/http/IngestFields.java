package io.timestore.daemon.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.daemon.api.ApiJson;
import io.timestore.daemon.ingest.Actor;
import io.timestore.daemon.ingest.SchemaProposal;
import io.timestore.daemon.ingest.TimeRange;
import io.timestore.daemon.rows.cell.FieldDefaults;
import io.timestore.daemon.rows.cell.Rfc3339;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Checks the fields of an ingest body, and says of a wrong one what is accepted. */
final class IngestFields {
  static final List<String> NAMES =
      List.of(
          "schema",
          "partition",
          "rows",
          "idempotencyKey",
          "tableName",
          "datasetName",
          "storageTargetId",
          "actor");

  static final int MAX_KEY_CHARS = 255;
  static final int MAX_PARTITION_KEY_CHARS = 8192;
  private static final int MAX_NAME_CHARS = 160;
  private static final int MAX_FIELDS = 1000;

  private IngestFields() {}

  static IngestEnvelope read(JsonFields body, int rowsOffset, int rowsEnd) throws IOException {
    JsonFields partition = body.object("partition").closed("key", "attributes", "timeRange");
    JsonFields attributes = partition.optionalObject("attributes");
    String table = body.optionalText("tableName", 1, 120);
    return new IngestEnvelope(
        schema(body.object("schema").closed("fields", "evolution")),
        partition.object("key").texts(),
        attributes == null ? new TreeMap<>() : attributes.texts(),
        timeRange(partition.object("timeRange").closed("start", "end")),
        body.optionalText("idempotencyKey", 1, MAX_KEY_CHARS),
        table == null ? null : Names.table(table),
        body.optionalText("datasetName", 1, MAX_NAME_CHARS),
        body.optionalText("storageTargetId", 1, MAX_KEY_CHARS),
        actor(body.optionalObject("actor")),
        rowsOffset,
        rowsEnd);
  }

  private static SchemaProposal schema(JsonFields schema) throws IOException {
    List<JsonNode> nodes = schema.array("fields");
    if (nodes.isEmpty() || nodes.size() > MAX_FIELDS) {
      throw JsonFields.invalid(
          "the field 'schema.fields' has "
              + nodes.size()
              + " elements; accepted are 1 to "
              + MAX_FIELDS);
    }
    JsonFields evolution = schema.optionalObject("evolution");
    Map<String, JsonNode> defaults = new TreeMap<>();
    boolean backfill = false;
    if (evolution != null) {
      evolution.closed("defaults", "backfill");
      backfill = evolution.flag("backfill");
      JsonFields given = evolution.optionalObject("defaults");
      if (given != null) {
        given.entries().forEach(e -> defaults.put(e.getKey(), e.getValue()));
      }
    }
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      fields.add(field("schema.fields[" + i + "]", nodes.get(i), defaults));
    }
    if (!defaults.isEmpty()) {
      throw JsonFields.invalid(
          "the field 'schema.evolution.defaults' names '"
              + defaults.keySet().iterator().next()
              + "', which schema.fields lacks");
    }
    Names.columns(fields.stream().map(Field::name).toList());
    return new SchemaProposal(fields, true, null, backfill);
  }

  private static Field field(String path, JsonNode node, Map<String, JsonNode> defaults)
      throws IOException {
    JsonFields json = JsonFields.of(path, node).closed("name", "type");
    Field field = new Field(json.text("name", 1, 120), FieldType.parse(json.text("type", 1, 120)));
    JsonNode value = defaults.remove(field.name());
    if (value == null) {
      return field;
    }
    try (JsonParser parser = value.traverse()) {
      String text = FieldDefaults.read(field, parser);
      return new Field(field.name(), field.type(), text, field.sinceVersion());
    }
  }

  private static TimeRange timeRange(JsonFields range) {
    Instant start = time(range, "start");
    Instant end = time(range, "end");
    if (start.isAfter(end)) {
      throw JsonFields.invalid(
          "the field 'partition.timeRange' starts at "
              + start
              + ", after its end at "
              + end
              + "; accepted is a start that is not after the end");
    }
    return new TimeRange(start, end);
  }

  private static Instant time(JsonFields range, String name) {
    String text = range.text(name, 1, MAX_KEY_CHARS);
    @Nullable Instant time = Rfc3339.instant(text);
    if (time == null) {
      throw JsonFields.invalid(
          "the field '"
              + range.at(name)
              + "' is '"
              + text
              + "'; accepted is RFC 3339 with a zone, such as 2001-01-01T00:00:00Z");
    }
    return time;
  }

  private static @Nullable Actor actor(@Nullable JsonFields actor) {
    if (actor == null) {
      return null;
    }
    actor.closed("id", "scopes");
    List<String> scopes = new ArrayList<>();
    List<JsonNode> nodes = actor.optionalArray("scopes");
    if (nodes != null) {
      for (JsonNode scope : nodes) {
        scopes.add(JsonFields.text("actor.scopes[]", scope, 0, MAX_KEY_CHARS));
      }
    }
    return new Actor(actor.text("id", 1, MAX_KEY_CHARS), scopes);
  }

  /** Canonical JSON text of an object of strings. */
  static String canonical(SortedMap<String, String> texts) {
    return new String(ApiJson.write(texts), StandardCharsets.UTF_8);
  }
}
